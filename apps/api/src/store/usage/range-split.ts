/**
 * Which parts of a range are read from rollups, and the remainder, which is counted from rows. Ranges are `[from, to)`
 * in ms, in order.
 */
import { DAY_MS } from '@livekit-dashboard/domain';

/** Rollups store days by quarters of an hour, because days of every time zone begin with one. */
export const QUARTER_MS = 15 * 60 * 1000;

export type MsRange = readonly [fromMs: number, toMs: number];

export interface RangeSplit {
  readonly rolled: readonly MsRange[];
  readonly remainder: readonly MsRange[];
}

/**
 * `freshDays`: starts of the UTC days whose rollup is fresh, ascending. Rolled parts begin and end at a multiple of
 * `stepMs`.
 */
export function splitRange([fromMs, toMs]: MsRange, freshDays: readonly number[], stepMs = QUARTER_MS): RangeSplit {
  const [first, last] = [Math.ceil(fromMs / stepMs) * stepMs, Math.floor(toMs / stepMs) * stepMs];
  const days = freshDays.map((day): MsRange => [Math.max(first, day), Math.min(last, day + DAY_MS)]);
  const rolled = merged(days.filter(([from, to]) => from < to));
  return { rolled, remainder: without([[fromMs, toMs]], rolled) };
}

/** `ranges` without `removed`. Each of `removed` is within one of `ranges`; both are in order. */
export const without = (ranges: readonly MsRange[], removed: readonly MsRange[]): MsRange[] =>
  ranges.flatMap((range) => {
    const within = removed.filter((one) => isWithin(one, range));
    const [starts, ends] = [
      [range[0], ...within.map(([, to]) => to)],
      [...within.map(([from]) => from), range[1]],
    ];
    return starts.map((start, i): MsRange => [start, ends[i] ?? start]).filter(([from, to]) => from < to);
  });

/** Adjacent ranges joined. `ranges`: in order. */
export function merged(ranges: readonly MsRange[]): MsRange[] {
  const all: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = all.at(-1);
    if (last?.[1] === from) last[1] = to;
    else all.push([from, to]);
  }
  return all;
}

export const isWithin = ([from, to]: MsRange, [fromMs, toMs]: MsRange): boolean => fromMs <= from && to <= toMs;
