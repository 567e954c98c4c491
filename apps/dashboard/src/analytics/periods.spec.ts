import { fullPeriod, periodSpan, shortPeriod } from './periods';

const iso = ({ fromMs, toMs }: { fromMs: number; toMs: number }) =>
  [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, 16));

describe('periods', () => {
  it('are days and hours of a zone', () => {
    expect(iso(periodSpan('2026-11-23', 'Asia/Kolkata'))).toEqual(['2026-11-22T18:30', '2026-11-23T18:30']);
    expect(iso(periodSpan('2026-11-23T10:30:00.000Z', 'Asia/Kolkata'))).toEqual([
      '2026-11-23T10:30',
      '2026-11-23T11:30',
    ]);
    expect(iso(periodSpan('2026-11-23T10:40:12.300Z', 'UTC'))).toEqual(['2026-11-23T10:40', '2026-11-23T11:00']);
  });

  it('are labelled in their zone', () => {
    const hours = ['2026-11-23T22:00:00.000Z', '2026-11-23T23:00:00.000Z'];
    expect(hours.map((hour) => shortPeriod(hour, 'UTC', hours))).toEqual(['22:00', '23:00']);
    expect(hours.map((hour) => shortPeriod(hour, 'Europe/Berlin', hours))).toEqual(['23 Nov 23:00', '24 Nov 00:00']);
    expect(fullPeriod('2026-11-23T22:00:00.000Z', 'UTC')).toBe('Mon 23 Nov 2026, 22:00');
    expect(shortPeriod('2026-01-01', 'UTC', ['2025-12-31', '2026-01-01'])).toBe('1 Jan 2026');
    expect(fullPeriod('2026-11-23', 'UTC')).toBe('Mon 23 Nov 2026');
  });
});
