import { dayRange } from './day-range';

describe('dayRange', () => {
  it('takes both days whole, in UTC', () => {
    expect(dayRange('2026-11-01', '2026-11-30', 'utc')).toEqual({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
    });
  });

  it('leaves a side open that is not given, or is nonsense', () => {
    expect(dayRange(undefined, 'yesterday', 'utc')).toEqual({ from: null, to: null });
  });

  it('begins a local day at local midnight', () => {
    const { from } = dayRange('2026-11-23', undefined, 'local');
    expect(from).toBe(new Date(2026, 10, 23).toISOString());
  });
});
