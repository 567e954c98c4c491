/**
 * Minutes: how many objects of a kind were present at each full minute of an hour, from their intervals. An object is
 * present at a minute m if it began at or before m and has not ended, or ended after m.
 */
import { HOUR_MINUTES } from '@livekit-dashboard/contracts';

const MINUTE_MS = 60_000;

/** A minute is read this much after it, in ms, so that events on their way are included. */
export const SETTLING_MS = 1000;

/** The hour of readings up to the last settled minute. */
export interface HourSpan {
  /** The first and the last reading, in ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

export function hourBefore(nowMs: number): HourSpan {
  const toMs = Math.floor((nowMs - SETTLING_MS) / MINUTE_MS) * MINUTE_MS;
  return { fromMs: toMs - (HOUR_MINUTES - 1) * MINUTE_MS, toMs };
}

/** `things` were present from the reading `first` to the reading `last`, both inclusive. */
export interface Presence {
  readonly first: number;
  readonly last: number;
  readonly things: number;
}

/**
 * SQL of `first` and `last` for an interval of two columns; `:fromMs` is the time of the first reading. An interval
 * without a full minute has `last` before `first`.
 */
export const readingsOf = (startMs: string, endMs: string): string =>
  `greatest(0, ceil((${startMs} - :fromMs)::float8 / ${MINUTE_MS}))::int AS first,
   coalesce(least(${HOUR_MINUTES - 1}, ceil((${endMs} - :fromMs)::float8 / ${MINUTE_MS}) - 1), ${HOUR_MINUTES - 1})::int AS last`;

/** Counts at each reading; null before the reading `known`. */
export function countAtReadings(presences: readonly Presence[], known = 0): (number | null)[] {
  const steps = new Array<number>(HOUR_MINUTES + 1).fill(0);
  for (const { first, last, things } of presences) {
    if (first > last || first >= HOUR_MINUTES) continue;
    steps[first] = (steps[first] ?? 0) + things;
    steps[last + 1] = (steps[last + 1] ?? 0) - things;
  }
  let there = 0;
  return Array.from({ length: HOUR_MINUTES }, (_, reading) => {
    there += steps[reading] ?? 0;
    return reading < known ? null : there;
  });
}

/** The first reading at or after an instant; `HOUR_MINUTES` if it is after all of them. */
export const firstReadingAt = ({ fromMs }: HourSpan, ms: number): number =>
  Math.min(HOUR_MINUTES, Math.max(0, Math.ceil((ms - fromMs) / MINUTE_MS)));
