import { fieldsOf, PRESETS, rangeLabel, spanOf, spell } from './history-range';

const NOW = Date.parse('2026-11-23T09:30:00.000Z');
const utc = (address: Parameters<typeof spanOf>[0], now = NOW) => spanOf(address, now, 'utc');
const days = (from: string, to: string) => ({ from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` });

describe('spanOf', () => {
  it.each([
    ['today', days('2026-11-23', '2026-11-24')],
    ['yesterday', days('2026-11-22', '2026-11-23')],
    ['last7', days('2026-11-17', '2026-11-24')],
    ['last30', days('2026-10-25', '2026-11-24')],
    ['month', days('2026-11-01', '2026-12-01')],
    ['last-month', days('2026-10-01', '2026-11-01')],
  ])('knows %s', (range, span) => {
    expect(utc({ range, from: '2020-01-01' })).toEqual(span);
  });

  it('knows the months around a new year', () => {
    const january = Date.parse('2027-01-31T23:59:59Z');
    expect(utc({ range: 'last-month' }, january)).toEqual(days('2026-12-01', '2027-01-01'));
    expect(utc({ range: 'month' }, january)).toEqual(days('2027-01-01', '2027-02-01'));
  });

  it('takes days whole, and instants as they are', () => {
    expect(utc({ from: '2026-11-01', to: '2026-11-30' })).toEqual(days('2026-11-01', '2026-12-01'));
    expect(utc({ from: '2026-11-01T10:30Z', to: '2026-11-01T14:00+02:00' })).toEqual({
      from: '2026-11-01T10:30:00.000Z',
      to: '2026-11-01T12:00:00.000Z',
    });
  });

  it('leaves a side open that is not given, or is nonsense', () => {
    for (const to of ['yesterday', '2026-99-99T99:99Z', '1', undefined, null, '']) {
      expect(utc({ range: 'ever', to })).toEqual({ from: null, to: null });
    }
  });

  it('begins a local day at local midnight', () => {
    const { from } = spanOf({ from: '2026-11-23' }, NOW, 'local');
    expect(from).toBe(new Date(2026, 10, 23).toISOString());
    expect(spanOf({ range: 'today' }, NOW, 'local').from).toBe(
      new Date(new Date(NOW).setHours(0, 0, 0, 0)).toISOString(),
    );
  });
});

describe('an own range', () => {
  it.each(['utc', 'local'] as const)('comes back as it was put in (%s)', (zone) => {
    for (const end of [true, false]) {
      for (const fields of [
        { date: '2026-11-30', time: '' },
        { date: '2026-03-29', time: '14:30' },
        { date: '', time: '' },
      ]) {
        const instant = spanOf({ from: spell(fields, end, zone) }, NOW, zone).from;
        expect(fieldsOf(instant, end, zone)).toEqual(fields);
      }
    }
  });

  it('is short in the URL', () => {
    expect(spell({ date: '2026-11-23', time: '' }, true, 'utc')).toBe('2026-11-24T00:00Z');
    expect(spell({ date: '2026-11-23', time: '08:05' }, true, 'utc')).toBe('2026-11-23T08:05Z');
  });
});

describe('rangeLabel', () => {
  const label = (address: Parameters<typeof spanOf>[0]) => rangeLabel(address, utc(address), 'utc');

  it('says the preset, or the days and times', () => {
    for (const { preset, label: told } of PRESETS) expect(label({ range: preset })).toBe(told);
    expect(label({})).toBe('All time');
    expect(label({ from: '2026-11-01', to: '2026-11-03' })).toBe('1 Nov – 3 Nov');
    expect(label({ from: '2026-11-01', to: '2026-11-01' })).toBe('1 Nov');
    expect(label({ from: '2026-11-01', to: '2026-11-03T14:30Z' })).toBe('1 Nov – 3 Nov 14:30');
    expect(label({ from: '2026-11-01' })).toBe('Since 1 Nov');
    expect(label({ to: '2026-11-03' })).toBe('Until 3 Nov');
  });
});
