import { addDays, dayOf, isDay, PRESETS, presetOf, wholeDays } from './days';

const TODAY = '2026-03-02';
const daysOf = (id: string, today = TODAY) => PRESETS.find((preset) => preset.id === id)?.days(today);

describe('days', () => {
  it('go over the ends of months and years', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('are of a zone', () => {
    const at = Date.parse('2026-11-23T23:30:00.000Z');
    expect(dayOf(at, 'utc')).toBe('2026-11-23');
    const local = new Date(at);
    expect(dayOf(at, 'local').endsWith(String(local.getDate()).padStart(2, '0'))).toBe(true);
  });

  it('are days, or nonsense', () => {
    expect(['2026-02-28', '2026-02-31', 'yesterday', undefined].map(isDay)).toEqual([true, false, false, false]);
  });
});

describe('ranges by name', () => {
  it('end today, and begin that long ago', () => {
    expect(daysOf('today')).toEqual({ from: TODAY, to: TODAY });
    expect(daysOf('7d')).toEqual({ from: '2026-02-24', to: TODAY });
    expect(daysOf('30d')).toEqual({ from: '2026-02-01', to: TODAY });
    expect(daysOf('12m')).toEqual({ from: '2025-04-01', to: TODAY });
  });

  it('are whole months where they say so', () => {
    expect(daysOf('month')).toEqual({ from: '2026-03-01', to: TODAY });
    expect(daysOf('last-month')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(daysOf('last-month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });

  it('are known again by their days', () => {
    expect(presetOf({ from: '2026-02-24', to: TODAY }, TODAY)?.id).toBe('7d');
    expect(presetOf({ from: '2026-02-23', to: TODAY }, TODAY)).toBeNull();
    expect(presetOf({}, TODAY)).toBeNull();
  });
});

describe('wholeDays', () => {
  it('is the last 30 days where nothing is said', () => {
    expect(wholeDays(undefined, undefined, TODAY)).toEqual({ from: '2026-02-01', to: TODAY });
  });

  it('fills an open side, leaves nonsense out, and turns what is the wrong way round', () => {
    expect(wholeDays('2026-03-01', 'x', TODAY)).toEqual({ from: '2026-03-01', to: TODAY });
    expect(wholeDays(undefined, '2026-01-31', TODAY)).toEqual({ from: '2026-01-02', to: '2026-01-31' });
    expect(wholeDays('2026-03-02', '2026-03-01', TODAY)).toEqual({ from: '2026-03-01', to: '2026-03-02' });
  });
});
