import { previousSpan, rangeDays, RANGES, rangeSpan } from './ranges';

const NOW = Date.parse('2026-03-15T10:20:30.400Z');
const iso = (ms: number): string => new Date(ms).toISOString().replace(/:00\.000Z$/, 'Z');
const span = (...[range, zone = 'UTC', now = NOW]: [(typeof RANGES)[number], string?, number?]): string => {
  const { fromMs, toMs } = rangeSpan(range, now, zone);
  return `${iso(fromMs)} ${iso(toMs)}`;
};

describe('rangeSpan', () => {
  it('ends now if the range is of minutes or hours', () => {
    expect(rangeSpan('last15m', NOW, 'UTC')).toEqual({ fromMs: NOW - 900_000, toMs: NOW });
    expect(rangeSpan('last24h', NOW, 'Asia/Tokyo')).toEqual({ fromMs: NOW - 86_400_000, toMs: NOW });
  });

  it('is whole days of the zone', () => {
    expect(span('today')).toBe('2026-03-15T00:00Z 2026-03-16T00:00Z');
    expect(span('yesterday', 'Asia/Kolkata')).toBe('2026-03-13T18:30Z 2026-03-14T18:30Z');
    expect(span('last7d')).toBe('2026-03-09T00:00Z 2026-03-16T00:00Z');
    expect(span('thisMonth', 'Europe/Berlin')).toBe('2026-02-28T23:00Z 2026-03-31T22:00Z');
    expect(span('lastMonth')).toBe('2026-02-01T00:00Z 2026-03-01T00:00Z');
    expect(span('last12m')).toBe('2025-04-01T00:00Z 2026-03-16T00:00Z');
  });

  it('uses the current day of the zone', () => {
    const evening = Date.parse('2026-12-31T20:00:00Z');
    expect(span('thisMonth', 'Asia/Tokyo', evening)).toBe('2026-12-31T15:00Z 2027-01-31T15:00Z');
    expect(span('today', 'America/Los_Angeles', evening)).toBe('2026-12-31T08:00Z 2027-01-01T08:00Z');
  });

  it('begins where the first hour of a day is skipped', () => {
    // Cairo: 2026-04-24 begins at 01:00.
    expect(span('today', 'Africa/Cairo', Date.parse('2026-04-24T12:00:00Z'))).toBe(
      '2026-04-23T22:00Z 2026-04-24T21:00Z',
    );
  });

  it('has the same dates as rangeDays', () => {
    expect(rangeDays('lastMonth', NOW, 'UTC')).toEqual(['2026-02-01', '2026-02-28']);
    expect(rangeDays('last24h', NOW, 'UTC')).toEqual(['2026-03-14', '2026-03-15']);
  });
});

describe('previousSpan', () => {
  const before = (from: string, to: string, zone = 'UTC', now = NOW): string => {
    const { fromMs, toMs } = previousSpan({ fromMs: Date.parse(from), toMs: Date.parse(to) }, now, zone);
    return `${iso(fromMs)} ${iso(toMs)}`;
  };

  it('has the same length, directly before', () => {
    expect(before('2026-03-10T10:00Z', '2026-03-10T11:30Z')).toBe('2026-03-10T08:30Z 2026-03-10T10:00Z');
    expect(before('2026-03-08T00:00Z', '2026-03-15T00:00Z')).toBe('2026-03-01T00:00Z 2026-03-08T00:00Z');
  });

  it('is the previous month, whatever its length', () => {
    expect(before('2026-02-01T00:00Z', '2026-03-01T00:00Z')).toBe('2026-01-01T00:00Z 2026-02-01T00:00Z');
    expect(before('2026-01-01T00:00Z', '2026-03-01T00:00Z')).toBe('2025-11-01T00:00Z 2026-01-01T00:00Z');
  });

  it('is as long as the range so far', () => {
    const now = Date.parse('2026-03-15T12:00Z');
    expect(before('2026-03-01T00:00Z', '2026-04-01T00:00Z', 'UTC', now)).toBe('2026-02-01T00:00Z 2026-02-15T12:00Z');
    expect(before('2026-03-15T00:00Z', '2026-03-16T00:00Z', 'UTC', now)).toBe('2026-03-14T00:00Z 2026-03-14T12:00Z');
    // The 30th has no match in February.
    const late = Date.parse('2026-03-30T12:00Z');
    expect(before('2026-03-01T00:00Z', '2026-04-01T00:00Z', 'UTC', late)).toBe('2026-02-01T00:00Z 2026-03-01T00:00Z');
  });

  it('has whole days across a change of the clocks', () => {
    // Berlin: 29 March has 23 hours.
    expect(before('2026-03-29T22:00Z', '2026-03-30T22:00Z', 'Europe/Berlin', Date.parse('2026-05-01'))).toBe(
      '2026-03-28T23:00Z 2026-03-29T22:00Z',
    );
  });
});
