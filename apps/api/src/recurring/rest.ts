import { setTimeout as sleep } from 'node:timers/promises';

/** How much of the time background work leaves to others. */
export interface Pace {
  /** The shortest rest, in ms. */
  readonly pauseMs: number;
  /** A rest is this many times as long as the work before it took. */
  readonly restFactor: number;
}

/** Rests after work that took `tookMs`. Resolves to false as soon as the signal is aborted, and to true otherwise. */
export const rest = (tookMs: number, { pauseMs, restFactor }: Pace, signal: AbortSignal): Promise<boolean> =>
  sleep(Math.max(pauseMs, restFactor * tookMs), true, { signal }).catch(() => false);
