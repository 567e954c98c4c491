/** The tick: how often a topic's changes are sent. */
export const TICK_MS = { least: 50, most: 250 } as const;

/** Up to this many changes per ms (1,200 a second) the tick is the least. Above it grows with them. */
const CHANGES_PER_MS = 1.2;

/** A flush of fewer rows times members is cheap whatever comes in: nothing is gained by waiting. */
const CHEAP_DELIVERIES = 2000;

export interface Flushed {
  /** Changes that came in since the flush before, and how long ago that was. */
  readonly changes: number;
  readonly elapsedMs: number;
  /** Rows sent (the newest of each) times members. */
  readonly deliveries: number;
  /** How long the flush took. */
  readonly costMs: number;
}

/** Flushing takes no more than two thirds of the time: the feed and new subscribers have their turn. */
const COST_FACTOR = 1.5;

/**
 * How long to wait until the next flush, in ms. Many changes of the same rows make longer ticks: each carries hardly more rows,
 * and there are fewer, so that the work per second stays about the same. So does a flush that takes long.
 */
export function nextTick({ changes, elapsedMs, deliveries, costMs }: Flushed): number {
  const rate = changes / Math.max(elapsedMs, TICK_MS.least);
  const byRate = deliveries < CHEAP_DELIVERIES ? 0 : (TICK_MS.least * rate) / CHANGES_PER_MS;
  return Math.min(Math.max(byRate, costMs * COST_FACTOR, TICK_MS.least), TICK_MS.most);
}
