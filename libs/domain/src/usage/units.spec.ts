import fc from 'fast-check';
import { BASE_MS, increment, moment, interval as anyStretch } from '../testing/usage';
import type { Interval } from './interval';
import { msIn, unitsIn, unitsOf } from './units';

const closed = (endMs: number | null): Interval => ({
  startMs: 0,
  endMs,
  openUntilMs: null,
  estimated: false,
  dimensions: ['participant'],
  times: ['personMs'],
  countedAs: 'joins',
});
const MINUTE = { incrementMs: 60_000, minimumUnits: 0 };

describe('units', () => {
  it.each([
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, 1],
    [60_000, 0, 1],
    [60_001, 0, 2],
    [60_001, 5, 5],
  ])('of an interval of %d ms with a minimum of %d are %d', (ms, minimumUnits, units) => {
    expect(unitsOf(closed(ms), { ...MINUTE, minimumUnits }, null)).toBe(units);
  });

  it('[US2] of an open interval are those begun before now; closing adds the rest of the minimum', () => {
    const atLeastFive = { ...MINUTE, minimumUnits: 5 };
    expect(unitsOf(closed(null), atLeastFive, 60_000)).toBe(1);
    expect(unitsOf(closed(null), atLeastFive, 60_001)).toBe(2);
    expect(unitsOf(closed(60_001), atLeastFive, 60_001)).toBe(5);
    expect(unitsOf(closed(null), atLeastFive, -5)).toBe(0);
  });

  it('stop at the limit of an open interval', () => {
    expect(unitsOf({ ...closed(null), openUntilMs: 90_000 }, MINUTE, 900_000)).toBe(2);
  });

  it('[US1] belong to the range in which they begin', () => {
    expect(unitsIn(closed(150_000), MINUTE, 0, 60_000, null)).toBe(1);
    expect(unitsIn(closed(150_000), MINUTE, 60_000, 120_001, null)).toBe(2);
    expect(unitsIn(closed(150_000), MINUTE, 120_001, 999_999, null)).toBe(0);
    expect(unitsIn(closed(150_000), MINUTE, 60_000, 0, null)).toBe(0);
  });

  it('[US1] and time add up over any split of a range', () => {
    const cuts = fc.array(moment, { maxLength: 8 });
    fc.assert(
      fc.property(anyStretch, increment, cuts, moment, (interval, cut, middle, nowMs) => {
        const ends = [BASE_MS - 1e10, ...middle.sort((a, b) => a - b), BASE_MS + 1e10];
        const [first = 0, last = 0] = [ends[0], ends.at(-1)];
        let [units, ms] = [0, 0];
        for (const [i, from] of ends.entries()) {
          const to = ends[i + 1] ?? from;
          units += unitsIn(interval, cut, from, to, nowMs);
          ms += msIn(interval, from, to, nowMs);
        }
        expect(units).toBe(unitsIn(interval, cut, first, last, nowMs));
        expect(units).toBe(unitsOf(interval, cut, nowMs));
        expect(ms).toBe(msIn(interval, first, last, nowMs));
      }),
    );
  });
});
