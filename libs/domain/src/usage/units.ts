/**
 * Units (US1): unit k of an interval begins at `start + k * increment`. With P(t) the number of units that begin before
 * t, a range has `P(to) - P(from)` units, so ranges add up. All numbers are whole and below 2^53, so the rounded-up
 * quotients are exact. This is the specification: the product counts the same in SQL, and tests compare the two.
 */
import type { Interval } from './interval';

/** How an interval is split into units. */
export interface Increment {
  readonly incrementMs: number;
  readonly minimumUnits: number;
}

/**
 * The end of what counts, in ms: its end, or for an open interval `nowMs`. With `nowMs` null an open interval has no
 * length.
 */
export function countedUntil(interval: Interval, nowMs: number | null): number {
  const { startMs, endMs, openUntilMs } = interval;
  if (endMs !== null) return endMs;
  return Math.max(startMs, Math.min(nowMs ?? startMs, openUntilMs ?? Infinity));
}

/** The number of its units. The minimum is added when the interval closes, not before (US2). */
export function unitsOf(interval: Interval, increment: Increment, nowMs: number | null): number {
  const begun = Math.ceil((countedUntil(interval, nowMs) - interval.startMs) / increment.incrementMs);
  return interval.endMs === null ? begun : Math.max(begun, increment.minimumUnits);
}

/** How many of its `units` begin before `ms`. */
export const unitsBefore = (ms: number, startMs: number, incrementMs: number, units: number): number =>
  Math.min(Math.max(Math.ceil((ms - startMs) / incrementMs), 0), units);

/** The units that begin in `[fromMs, toMs)`. */
export function unitsIn(
  interval: Interval,
  increment: Increment,
  fromMs: number,
  toMs: number,
  nowMs: number | null,
): number {
  if (toMs <= fromMs) return 0;
  const units = unitsOf(interval, increment, nowMs);
  const before = (ms: number): number => unitsBefore(ms, interval.startMs, increment.incrementMs, units);
  return before(toMs) - before(fromMs);
}

/** Its time within `[fromMs, toMs)`, in ms, without rounding to units. */
export const msIn = (interval: Interval, fromMs: number, toMs: number, nowMs: number | null): number =>
  Math.max(0, Math.min(toMs, countedUntil(interval, nowMs)) - Math.max(fromMs, interval.startMs));
