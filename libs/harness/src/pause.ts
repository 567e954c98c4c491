import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A pause that a test is about: an outage that lasts 40 s, traffic that trickles, an interval in which nothing may happen. What a test
 * waits for is awaited itself, or with `eventually`; lint refuses timers in specs.
 */
export const pause = async (ms: number): Promise<void> => {
  await sleep(Math.max(0, ms));
};
