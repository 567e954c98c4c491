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
  const rolled: [number, number][] = [];
  for (const day of heldDays) {
    const [from, to] = [Math.max(first, day), Math.min(last, day + DAY_MS)];
    const before = rolled.at(-1);
    if (from >= to) continue;
    if (before?.[1] === from) before[1] = to;
    else rolled.push([from, to]);
  }
  const counted: Span[] = [];
  let at = fromMs;
  for (const [from, to] of [...rolled, [toMs, toMs]] as Span[]) {
    if (at < from) counted.push([at, from]);
    at = to;
  }
  return { rolled, counted };
}
