/**
 * Units: unit k of a stretch begins at `start + k * increment`, so P(t), how many begin before t, tells those of any range as
 * `P(to) - P(from)`, and ranges add up. Whole numbers below 2^53, whose quotients round up exactly.
 */
import type { Stretch } from './stretch';

/** How one stretch is cut into units. */
export interface Grid {
  readonly incrementMs: number;
  readonly minimumUnits: number;
}

/** How long it counts: to its end, or while it is open to `nowMs`. With `nowMs` null an open one has no length yet. */
export function countedUntil(stretch: Stretch, nowMs: number | null): number {
  const { startMs, endMs, openUntilMs } = stretch;
  if (endMs !== null) return endMs;
  return Math.max(startMs, Math.min(nowMs ?? startMs, openUntilMs ?? Infinity));
}

/** All its units. The minimum is owed when it closes, not before. */
export function unitsOf(stretch: Stretch, grid: Grid, nowMs: number | null): number {
  const begun = Math.ceil((countedUntil(stretch, nowMs) - stretch.startMs) / grid.incrementMs);
  return stretch.endMs === null ? begun : Math.max(begun, grid.minimumUnits);
}

/** How many of its `units` begin before `ms`. */
export const unitsBefore = (ms: number, startMs: number, incrementMs: number, units: number): number =>
  Math.min(Math.max(Math.ceil((ms - startMs) / incrementMs), 0), units);

/** The units that begin in `[fromMs, toMs)`. */
export function unitsIn(stretch: Stretch, grid: Grid, fromMs: number, toMs: number, nowMs: number | null): number {
  if (toMs <= fromMs) return 0;
  const units = unitsOf(stretch, grid, nowMs);
  const before = (ms: number): number => unitsBefore(ms, stretch.startMs, grid.incrementMs, units);
  return before(toMs) - before(fromMs);
}

/** Its plain time within `[fromMs, toMs)`. */
export const msIn = (stretch: Stretch, fromMs: number, toMs: number, nowMs: number | null): number =>
  Math.max(0, Math.min(toMs, countedUntil(stretch, nowMs)) - Math.max(fromMs, stretch.startMs));
