/**
 * Puts spans that overlap into separate lanes. Pure. With groups, each group has lanes of its own, in the order of the
 * groups, so that a microphone stays above a camera. There are at most `most` lanes: the remaining spans share the last
 * one.
 */

/** An item of a lane. */
interface Bar {
  /** In ms; null: the start is not known. */
  readonly from: number | null;
  /** In ms; null: it is open. */
  readonly to: number | null;
  readonly lane: number;
}

/**
 * For the bars of one identity: at every reconnect the new connection overlaps the old one for some seconds, and both
 * stay in one lane.
 */
export const MOST_LINES = 2;
export const LINE_OVERLAP_MS = 20_000;
export const MOST_LANES = 6;

export interface LaneRule<B> {
  readonly most: number;
  readonly overlapMs?: number;
  readonly groupOf?: (bar: B) => number;
}

export interface Laid<B> {
  readonly spans: readonly B[];
  readonly lanes: number;
}

/** `spans` are in the order of their starts. */
export function inLanes<B extends Bar>(
  spans: readonly B[],
  { most, overlapMs = 0, groupOf = () => 0 }: LaneRule<B>,
): Laid<B> {
  const groups = new Map<number, B[]>();
  for (const span of spans) groups.set(groupOf(span), [...(groups.get(groupOf(span)) ?? []), span]);
  const laid: B[] = [];
  let first = 0;
  for (const [, group] of [...groups].sort(([a], [b]) => a - b)) {
    const ends: number[] = [];
    for (const span of group) {
      const free = ends.findIndex((end) => end <= (span.from ?? Infinity) + overlapMs);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = span.to ?? Infinity;
      laid.push({ ...span, lane: Math.min(first + lane, most - 1) });
    }
    first += ends.length;
  }
  return { spans: laid, lanes: Math.min(first, most) };
}
