/**
 * The positions of the bars of a row, in px from the top of its plot. The stylesheet uses these numbers as variables.
 * Pure.
 */
import type { Range } from './range';
import type { Span, TimelineRow } from './timeline';

export const ROW_PX = 54;
/** At phone width the name is above the bars. */
export const PHONE_ROW_PX = 76;

const BAR = { top: 8, height: 14 } as const;
const LANES = { top: 26, height: 22, pitch: 7 } as const;

export interface Box {
  readonly top: number;
  readonly height: number;
}

export function boxOf({ lane, subject }: Span, { lines, lanes }: TimelineRow): Box {
  const thin = subject.kind === 'track' || subject.kind === 'egress';
  if (!thin) {
    const height = BAR.height / lines;
    return { top: BAR.top + lane * height, height: lines > 1 ? height - 1 : height };
  }
  const pitch = Math.min(LANES.pitch, LANES.height / lanes);
  return { top: LANES.top + lane * pitch, height: Math.max(2, Math.min(4, pitch - 1.5)) };
}

const NEAR_X_PX = 7;
const NEAR_Y_PX = 6;

interface Place {
  /** In px within the plot, which is `width` wide. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The span under the pointer or close to it: the nearest, and of several the one drawn on top. */
export function spanAt(row: TimelineRow, shown: Range, now: number, { x, y, width }: Place): Span | null {
  const px = (at: number): number => ((at - shown.from) / (shown.to - shown.from)) * width;
  let best: Span | null = null;
  let nearest = Infinity;
  for (const span of row.spans) {
    if (span.from === null) continue;
    const { top, height } = boxOf(span, row);
    const dx = Math.max(0, px(span.from) - x, x - px(span.to ?? now));
    const dy = Math.max(0, top - y, y - (top + height));
    if (dx > NEAR_X_PX || dy > NEAR_Y_PX) continue;
    const distance = dx + dy - (span.subject.kind === 'aborted' ? 1 : 0);
    if (distance <= nearest) [best, nearest] = [span, distance];
  }
  return best;
}
