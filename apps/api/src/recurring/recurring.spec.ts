import { jest } from '@jest/globals';
import { Recurring } from './recurring';

describe('Recurring', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('repeats, never twice at once, and continues after a failure', async () => {
    const failures: unknown[] = [];
    const under: { resolve: () => void; reject: (error: Error) => void }[] = [];
    const recurring = new Recurring(
      () => new Promise<void>((resolve, reject) => under.push({ resolve, reject })),
      (error) => failures.push(error),
    );
    recurring.start(1000, true);
    await jest.advanceTimersByTimeAsync(5000);
    expect(under).toHaveLength(1);
    under[0]?.reject(new Error('away'));
    await jest.advanceTimersByTimeAsync(1000);
    expect(failures).toEqual([new Error('away')]);
    expect(under).toHaveLength(2);
    under[1]?.resolve();
    await recurring.stop();
  });

  it('starts after its delay, and stops once the running work has ended', async () => {
    let ended = false;
    const recurring = new Recurring(
      (signal) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            ended = true;
            resolve();
          });
        }),
      () => undefined,
    );
    recurring.start(1000, false);
    await jest.advanceTimersByTimeAsync(999);
    expect(ended).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await recurring.stop();
    expect(ended).toBe(true);
    await jest.advanceTimersByTimeAsync(5000);
    expect(jest.getTimerCount()).toBe(0);
  });
});
