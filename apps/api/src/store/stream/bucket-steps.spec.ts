import { bucketSteps } from './bucket-steps';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('bucketSteps', () => {
  it.each([
    ['a minute in seconds', 60_000, 60, 1000, 60],
    ['an hour in minutes', HOUR, 60, 60_000, 60],
    ['a day in half hours', DAY, 48, 30 * 60_000, 48],
    ['a year in weeks', 365 * DAY, 60, 7 * DAY, 53],
    ['one bucket', 10 * DAY, 1, 14 * DAY, 1],
  ])('divides %s', (_, spanMs, most, stepMs, count) => {
    expect(bucketSteps(0, spanMs, most)).toEqual({ fromMs: 0, stepMs, count });
  });

  it('begins at a multiple of the step and covers the range', () => {
    const { fromMs, stepMs, count } = bucketSteps(90_500, 190_500, 10);
    expect(fromMs % stepMs).toBe(0);
    expect(fromMs).toBeLessThanOrEqual(90_500);
    expect(fromMs + count * stepMs).toBeGreaterThanOrEqual(190_500);
    expect(count).toBeLessThanOrEqual(10);
  });

  it('begins at midnight of a zone, or at its full hours if it is half an hour off', () => {
    const noon = Date.UTC(2026, 10, 23, 12);
    expect(bucketSteps(noon, noon + 3 * DAY, 5, 5.5 * HOUR)).toEqual({
      ...{ fromMs: Date.UTC(2026, 10, 22, 18, 30), stepMs: DAY, count: 4 },
    });
    expect(bucketSteps(noon, noon + 5 * HOUR, 6, 5.5 * HOUR)).toMatchObject({ fromMs: noon - HOUR / 2, stepMs: HOUR });
    expect(bucketSteps(noon, noon + 3 * DAY, 5, -5 * HOUR).fromMs).toBe(Date.UTC(2026, 10, 23, 5));
  });

  it('accepts ten thousand years, an empty range and one with a negative length', () => {
    const all = [Date.UTC(1, 0), Date.UTC(9999, 11, 31)] as const;
    const { fromMs, stepMs, count } = bucketSteps(...all, 200);
    expect(count).toBeLessThanOrEqual(200);
    expect(fromMs + count * stepMs).toBeGreaterThanOrEqual(all[1]);
    expect(bucketSteps(5000, 5000, 60).count).toBe(1);
    expect(bucketSteps(5000, 1000, 60).count).toBe(1);
  });
});
