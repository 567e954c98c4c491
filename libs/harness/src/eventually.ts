import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats the check until it passes or the time is up; then fails with the error of the last try. For the effects of
 * other processes.
 */
export async function eventually<T>(check: () => Promise<T>, withinMs = 15_000, everyMs = 50): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(everyMs);
    }
  }
}
