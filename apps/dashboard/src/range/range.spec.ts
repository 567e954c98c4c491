import { daysOf, fieldsOf, instantsOf, isDay, knownZone, type RangeAddress, rangeLabel, spell } from './range';

const NOW = Date.parse('2026-11-30T22:10:00.000Z');
const span = (address: RangeAddress, tz = 'UTC', fallback: 'last30d' | null = null): string => {
  const { from, to } = instantsOf(address, NOW, tz, fallback);
  return [from, to].map((end) => end?.replace(/:00\.000Z$/, 'Z') ?? 'open').join(' ');
};

describe('a range in the URL', () => {
  it('is relative, in the zone of the URL', () => {
    expect(span({ range: 'today' })).toBe('2026-11-30T00:00Z 2026-12-01T00:00Z');
    expect(span({ range: 'today' }, 'Asia/Tokyo')).toBe('2026-11-30T15:00Z 2026-12-01T15:00Z');
    expect(span({ range: 'last-month' })).toBe('2026-10-01T00:00Z 2026-11-01T00:00Z');
  });

  it('is days, the last one included, or instants', () => {
    expect(span({ from: '2026-11-01', to: '2026-11-02' }, 'Europe/Berlin')).toBe('2026-10-31T23:00Z 2026-11-02T23:00Z');
    expect(span({ from: '2026-11-01T10:30Z', to: '2026-11-01T12:00+01:00' })).toBe(
      '2026-11-01T10:30Z 2026-11-01T11:00Z',
    );
  });

  it('is the default if it is missing, or open where that is allowed', () => {
    expect(span({}, 'UTC', 'last30d')).toBe('2026-11-01T00:00Z 2026-12-01T00:00Z');
    expect(span({})).toBe('open open');
    expect(span({ from: '2026-11-01' }, 'UTC', 'last30d')).toBe('2026-11-01T00:00Z open');
  });

  it('ignores invalid values and swaps reversed ends', () => {
    expect(span({ range: 'soon', from: '2026-02-31', to: 'x' })).toBe('open open');
    expect(span({ from: '0001-01-01', to: '9999-12-31' })).toBe('open open');
    expect(span({ from: '2026-11-05', to: '2026-11-01' })).toBe('2026-11-01T00:00Z 2026-11-06T00:00Z');
    expect(['1969-12-31', '2026-02-28', '2026-02-30', null].map(isDay)).toEqual([false, true, false, false]);
  });

  it('has first and last days, for daily counts', () => {
    expect(daysOf({ range: 'lastMonth' }, NOW, 'Asia/Tokyo')).toEqual(['2026-11-01', '2026-11-30']);
    expect(daysOf({ range: 'last24h' }, NOW, 'UTC')).toEqual(['2026-11-29', '2026-11-30']);
    expect(daysOf({ from: '2026-11-01T00:00Z', to: '2026-11-03T00:00Z' }, NOW, 'UTC')).toEqual([
      '2026-11-01',
      '2026-11-02',
    ]);
    expect(daysOf({ from: '2026-11-01' }, NOW, 'UTC')).toBeNull();
  });

  it('has a readable label', () => {
    expect(rangeLabel({ range: 'last1h' }, NOW, 'UTC')).toBe('Last hour');
    expect(rangeLabel({ from: '2026-11-01', to: '2026-11-30' }, NOW, 'UTC')).toMatch(/^1\s?–\s?30 Nov 2026$/);
    expect(rangeLabel({ from: '2026-11-28T14:30Z', to: '2026-11-28T15:00Z' }, NOW, 'Europe/Berlin')).toBe(
      '28 Nov 15:30 – 16:00',
    );
    expect(rangeLabel({ from: '2026-11-30', to: '2026-11-30T22:10Z' }, NOW, 'UTC')).toBe('30 Nov 2026, until 22:10');
    expect(rangeLabel({ from: '2026-11-01' }, NOW, 'UTC')).toBe('Since 1 Nov 2026');
    expect(rangeLabel({}, NOW, 'UTC')).toBe('All time');
  });
});

describe('fields of a range', () => {
  it('restore what was entered', () => {
    for (const tz of ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Europe/Berlin']) {
      // Clocks in Berlin were set back that night.
      for (const fields of [
        { date: '2026-10-25', time: '14:30' },
        { date: '2026-10-25', time: '' },
      ]) {
        for (const end of [false, true]) expect(fieldsOf(spell(fields, end, tz), end, tz)).toEqual(fields);
      }
    }
    expect(spell({ date: '', time: '10:00' }, false, 'UTC')).toBeNull();
  });
});

describe('knownZone', () => {
  it('is the name of a zone, or null', () => {
    expect(['Asia/Tokyo', 'utc', 'Mars/Olympus', '+02:00', '', null].map(knownZone)).toEqual([
      ...['Asia/Tokyo', 'UTC'],
      ...[null, null, null, null],
    ]);
  });
});
