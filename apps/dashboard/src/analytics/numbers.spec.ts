import { formatChange, formatMinutes, formatShare, formatShort } from './numbers';

describe('numbers', () => {
  it('have decimals only while those matter', () => {
    expect([0, 0.44, 12.5, 99.94, 1204.4].map(formatMinutes)).toEqual(['0', '0.4', '12.5', '99.9', '1,204']);
    expect([0, 950, 1250].map(formatShort)).toEqual(['0', '950', '1.3K']);
  });

  it('show their change if it is meaningful', () => {
    expect([110, 90, 100, 100.1].map((now) => formatChange(now, 100))).toEqual(['+10 %', '−10 %', '0 %', '± 0 %']);
    expect([formatChange(5, 0), formatChange(1383, 3)]).toEqual(['', '> 999 %']);
  });

  it('are a dash if unknown, and not 0 if small', () => {
    expect(formatShare(0, 0)).toBe('–');
    expect(formatShare(0, 9)).toBe('0 %');
    expect(formatShare(1, 3)).toBe('33.3 %');
    expect(formatShare(1, 100_000)).toBe('< 0.1 %');
  });
});
