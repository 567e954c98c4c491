import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A pause that a test needs: an outage of 40 s, traffic at intervals, an interval in which nothing may happen. Other
 * waits use a promise or `eventually`; lint forbids timers in specs.
 */
export const pause = async (ms: number): Promise<void> => {
  await sleep(Math.max(0, ms));
};
