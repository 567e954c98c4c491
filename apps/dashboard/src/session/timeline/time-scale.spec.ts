import { stepOf, ticks } from './time-scale';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const labels = (from: string, to: string, most: number, offset = (): number => 0) =>
  ticks({ from: at(from), to: at(to) }, most, 'utc', offset).map(({ label }) => label);

describe('the step', () => {
  it.each([
    [5_000, 5, 1_000],
    [60_000, 6, 10_000],
    [25 * 60_000, 8, 5 * 60_000],
    [24 * HOUR, 8, 3 * HOUR],
    [30 * 24 * HOUR, 8, 7 * 24 * HOUR],
  ])('of %d ms in at most %d parts is %d', (span, most, step) => {
    expect(stepOf({ from: 0, to: span }, most)).toBe(step);
  });
});

describe('ticks', () => {
  it('are at full minutes', () => {
    expect(labels('2026-11-23T09:29:41Z', '2026-11-23T09:50:12Z', 5)).toEqual([
      '09:30',
      '09:35',
      '09:40',
      '09:45',
      '09:50',
    ]);
  });

  it('show seconds if they are close, and the date at midnight', () => {
    expect(labels('2026-11-23T09:29:58Z', '2026-11-23T09:30:02Z', 2)).toEqual(['09:29:58', '09:30:00', '09:30:02']);
    expect(labels('2026-11-23T22:00:00Z', '2026-11-24T02:00:00Z', 2)).toEqual(['22:00', '24 Nov', '02:00']);
  });

  it('are at the full hours of a zone that is half an hour off', () => {
    const found = ticks({ from: at('2026-11-23T09:00:00Z'), to: at('2026-11-23T11:00:00Z') }, 2, 'utc', () => HOUR / 2);
    expect(found.map((tick) => new Date(tick.at).toISOString().slice(11, 16))).toEqual(['09:30', '10:30']);
  });

  it('stay at midnight across a change of the clocks', () => {
    const change = at('2026-10-25T01:00:00Z'); // Berlin returns to winter time
    const berlin = (moment: number): number => (moment < change ? 2 : 1) * HOUR;
    const found = ticks({ from: at('2026-10-24T12:00:00Z'), to: at('2026-10-27T12:00:00Z') }, 4, 'utc', berlin);
    expect(found.map((tick) => new Date(tick.at).toISOString().slice(5, 16))).toEqual([
      '10-24T22:00',
      '10-25T23:00',
      '10-26T23:00',
    ]);
  });
});
