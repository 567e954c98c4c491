import { setTimeout as sleep } from 'node:timers/promises';

/** Tries until the check passes or time is up; then fails as the last try did. For what other processes do in their own time. */
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
