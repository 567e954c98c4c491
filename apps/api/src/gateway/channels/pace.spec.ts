import { nextTick, TICK_MS } from './pace';

/** The tick at a steady load: 200 rows, changed at random, for a number of members. */
function settled(changesPerSecond: number, members: number, costMs = 0): number {
  let tick: number = TICK_MS.least;
  for (let i = 0; i < 50; i++) {
    const changes = (changesPerSecond * tick) / 1000;
    const rows = 200 * (1 - Math.exp(-changes / 200));
    tick = nextTick({ changes, elapsedMs: tick, deliveries: rows * members, costMs });
  }
  return tick;
}

describe('the tick', () => {
  it.each([
    [100, 1000],
    [600, 200],
    [600, 1000],
    [1000, 1000],
  ])('is 50 ms at %i changes a second for %i members', (rate, members) => {
    expect(settled(rate, members)).toBe(50);
  });

  it('grows when many clients watch the same rows change, to at most 250 ms', () => {
    expect(settled(5000, 200)).toBeGreaterThan(200);
    expect(settled(100_000, 1000)).toBe(250);
  });

  it('stays at 50 ms for few clients', () => {
    expect(settled(5000, 5)).toBe(50);
  });

  it('leaves a third of the time to other work', () => {
    expect(settled(600, 1000, 60)).toBe(90);
  });

  it('is 50 ms again after a quiet period', () => {
    expect(nextTick({ changes: 300, elapsedMs: Infinity, deliveries: 60_000, costMs: 1 })).toBe(50);
  });
});
