/** The tick: how often a topic's changes are sent. */
export const TICK_MS = { least: 50, most: 250 } as const;

/** Up to this many changes per ms (1,200 a second) the tick has its minimum. Above, it grows with them. */
const CHANGES_PER_MS = 1.2;

/** A flush of fewer deliveries is cheap at any rate of changes, so a longer tick would gain nothing. */
const CHEAP_DELIVERIES = 2000;

export interface Flushed {
  /** Changes that arrived since the previous flush, and how long ago that was. */
  readonly changes: number;
  readonly elapsedMs: number;
  /** Rows sent (the newest of each) times members. */
  readonly deliveries: number;
  /** How long the flush took. */
  readonly costMs: number;
}

/** Flushing takes at most two thirds of the time, which leaves a third to the feed and to new subscribers. */
const COST_FACTOR = 1.5;

/**
 * How long to wait until the next flush, in ms. Many changes of the same rows make the tick longer: a message then has
 * hardly more rows, and there are fewer messages, so the work per second stays about the same. A slow flush makes it
 * longer too.
 */
export function nextTick({ changes, elapsedMs, deliveries, costMs }: Flushed): number {
  const rate = changes / Math.max(elapsedMs, TICK_MS.least);
  const byRate = deliveries < CHEAP_DELIVERIES ? 0 : (TICK_MS.least * rate) / CHANGES_PER_MS;
  return Math.min(Math.max(byRate, costMs * COST_FACTOR, TICK_MS.least), TICK_MS.most);
}
