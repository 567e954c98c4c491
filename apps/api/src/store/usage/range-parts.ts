/** Which parts of a range are read from rollups, and which are counted from the rows. Both are `[from, to)` in ms, in order. */
import { DAY_MS } from '@livekit-dashboard/domain';
import { QUARTER_MS } from './day-rollup';

export type Span = readonly [fromMs: number, toMs: number];

export interface RangeParts {
  readonly rolled: readonly Span[];
  readonly counted: readonly Span[];
}

/** `heldDays`: starts of the UTC days whose rollup holds, ascending. Rolled parts begin and end with a quarter of an hour. */
export function partsOf([fromMs, toMs]: Span, heldDays: readonly number[], stepMs = QUARTER_MS): RangeParts {
  const [first, last] = [Math.ceil(fromMs / stepMs) * stepMs, Math.floor(toMs / stepMs) * stepMs];
  const days = heldDays.map((day): Span => [Math.max(first, day), Math.min(last, day + DAY_MS)]);
  const rolled = merged(days.filter(([from, to]) => from < to));
  return { rolled, counted: without([[fromMs, toMs]], rolled) };
}

/** What is left of `spans`. Each of `cut` is within one of them; both are in order. */
export const without = (spans: readonly Span[], cut: readonly Span[]): Span[] =>
  spans.flatMap((span) => {
    const within = cut.filter((one) => isWithin(one, span));
    const [starts, ends] = [
      [span[0], ...within.map(([, to]) => to)],
      [...within.map(([from]) => from), span[1]],
    ];
    return starts.map((start, i): Span => [start, ends[i] ?? start]).filter(([from, to]) => from < to);
  });

/** Those that touch are one. `spans`: in order. */
export function merged(spans: readonly Span[]): Span[] {
  const all: [number, number][] = [];
  for (const [from, to] of spans) {
    const last = all.at(-1);
    if (last?.[1] === from) last[1] = to;
    else all.push([from, to]);
  }
  return all;
}

export const isWithin = ([from, to]: Span, [fromMs, toMs]: Span): boolean => fromMs <= from && to <= toMs;
