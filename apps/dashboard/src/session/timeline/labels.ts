/** The label inside a bar or next to it, where it fits. Pure. */
import type { Session } from '@livekit-dashboard/contracts';
import type { Range } from './range';
import type { Span, TimelineRow } from './timeline';
import { endLabel as sessionEndLabel, isFailure, leaveLabel } from '../../shared/labels';
import { withReason } from './words';

type Side = 'after' | 'before' | 'inside' | 'at-start';

export interface Label {
  readonly id: string;
  readonly text: string;
  readonly tone: 'plain' | 'bad' | 'doubt';
  /** The instant that it is attached to, in ms. Null: now. */
  readonly at: number | null;
  readonly side: Side;
}

/** About the width of a letter at 11 px. Wide enough for capitals. */
const LETTER_PX = 6.9;
const GAP_PX = 8;

interface Extent {
  readonly span: Span;
  readonly start: number;
  readonly end: number;
}

/** `width` is that of the plot in px. */
export function labelsOf(row: TimelineRow, shown: Range, now: number, width: number): readonly Label[] {
  if (width <= 0) return [];
  const px = (at: number): number => ((at - shown.from) / (shown.to - shown.from)) * width;
  const extents = row.spans.flatMap((span): Extent[] =>
    span.from === null || span.subject.kind === 'track' || span.subject.kind === 'egress'
      ? []
      : [{ span, start: px(span.from), end: px(span.to ?? now) }],
  );
  const ends = extents.map(({ end }) => end);
  return extents.flatMap((extent, index) => {
    const next = extents[index + 1];
    const room = { before: extents[index - 1]?.end ?? 0, next: next ?? null, width };
    const labels = [...endLabel(extent, room), ...startLabel(extent, width)];
    if (row.lines === 1) return labels;
    return extent.end < Math.max(...ends) ? [] : labels.filter(({ side }) => side === 'after'); // half a bar holds none
  });
}

interface Room {
  readonly before: number;
  /** The next label in the same lane, which covers the end of this one if they overlap. */
  readonly next: Extent | null;
  readonly width: number;
}

function endLabel({ span, start, end }: Extent, { before, next, width }: Room): Label[] {
  const said = wordsAtEnd(span);
  if (said === null || end < 0 || end > width) return [];
  const need = said.text.length * LETTER_PX + 2 * GAP_PX;
  const label = (side: Side, at: number | null): Label[] => [{ id: `${span.id} end`, ...said, at, side }];
  const mark = span.subject.kind === 'aborted' ? GAP_PX : 0;
  const after = next?.start ?? width;
  if (Math.min(after, width) - end >= need + mark) return label('after', span.to);
  const seen = Math.min(end, after);
  if (seen - Math.max(0, start) >= need) return label('inside', seen < end ? (next?.span.from ?? null) : span.to);
  if (start - Math.max(0, before) >= need + mark) return label('before', span.from);
  return [];
}

function startLabel({ span, start, end }: Extent, width: number): Label[] {
  const text = wordsAtStart(span);
  const need = (text.length + (wordsAtEnd(span)?.text.length ?? 0)) * LETTER_PX + 3 * GAP_PX;
  if (!text || start < 0 || Math.min(end, width) - start < need) return [];
  return [{ id: `${span.id} start`, text, tone: span.startSeen ? 'plain' : 'doubt', at: span.from, side: 'at-start' }];
}

function wordsAtStart({ subject, startSeen }: Span): string {
  if (!startSeen) return subject.kind === 'room' ? 'opening not seen' : 'join not seen';
  return subject.kind === 'connection' && subject.again ? 'rejoined' : '';
}

function wordsAtEnd({ subject, to, estimated }: Span): Pick<Label, 'text' | 'tone'> | null {
  if (subject.kind === 'aborted') return { text: withReason('join failed', subject.participant), tone: 'bad' };
  if (to === null) return null;
  if (estimated) return { text: 'end estimated', tone: 'doubt' };
  if (subject.kind === 'room') return roomWords(subject.session);
  if (subject.kind !== 'connection' || !subject.participant.disconnectReason) return null;
  const { disconnectReason } = subject.participant;
  return { text: leaveLabel(disconnectReason), tone: isFailure(disconnectReason) ? 'bad' : 'plain' };
}

const roomWords = ({ endReason }: Session): Pick<Label, 'text' | 'tone'> | null =>
  endReason === null ? null : { text: sessionEndLabel(endReason), tone: 'plain' };
