import { jest } from '@jest/globals';
import { ReadTurns } from './read-turns';

describe('the reads of a socket', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const settle = () => jest.advanceTimersByTimeAsync(0);

  it('[TO7] run one at a time, in the order of the requests', async () => {
    const turns = new ReadTurns();
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const read = (n: number) =>
      turns.take(
        () => true,
        () => {
          started.push(n);
          return new Promise<number>((resolve) => ends.push(() => resolve(n)));
        },
      );
    const all = [read(1), read(2), read(3)];
    await settle();
    expect(started).toEqual([1]);
    for (const n of [1, 2, 3]) {
      ends[n - 1]?.();
      await settle();
    }
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
    expect(started).toEqual([1, 2, 3]);
  });

  it('do not run for superseded requests, which are answered at once', async () => {
    const turns = new ReadTurns();
    const reads: number[] = [];
    let newest = 0;
    let end = (): void => undefined;
    const ask = (n: number) => {
      newest = n;
      return turns.take(
        () => newest === n,
        () => {
          reads.push(n);
          return n === 1 ? new Promise<number>((resolve) => (end = () => resolve(n))) : Promise.resolve(n);
        },
      );
    };
    const first = ask(1);
    const overtaken = Array.from({ length: 500 }, (_, n) => ask(n + 2));
    const last = ask(1_000);
    expect(await Promise.all(overtaken)).toEqual(overtaken.map(() => null));
    end();
    expect(await Promise.all([first, last])).toEqual([1, 1_000]);
    expect(reads).toEqual([1, 1_000]);
  });

  it('allow a burst for all topics of a reconnecting client, then a few per second', async () => {
    const turns = new ReadTurns();
    let made = 0;
    const read = () =>
      turns.take(
        () => true,
        () => Promise.resolve(++made),
      );
    void Promise.all(Array.from({ length: 100 }, read));
    await settle();
    expect(made).toBe(64);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(made).toBe(68);
    await jest.advanceTimersByTimeAsync(8_000);
    expect(made).toBe(100);
  });

  it('continue after one that failed, and end with the socket', async () => {
    const turns = new ReadTurns();
    const failed = turns.take(
      () => true,
      () => Promise.reject(new Error('away')),
    );
    const next = turns.take(
      () => true,
      () => new Promise<number>(() => undefined),
    );
    const dropped = turns.take(
      () => true,
      () => Promise.resolve(3),
    );
    await expect(failed).rejects.toThrow('away');
    void next;
    await settle();
    turns.close();
    expect(await dropped).toBeNull();
  });
});
