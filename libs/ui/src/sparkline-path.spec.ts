import { sparkPaths } from './sparkline-path';

describe('sparkPaths', () => {
  it('stands on zero and reaches up to the highest', () => {
    const { line, area, end } = sparkPaths([0, 5, 10]);
    expect(line).toBe('M0,22L1,12L2,2');
    expect(area).toBe('M0,24L0,22L1,12L2,2L2,24Z');
    expect(end).toBe('M2,2h0');
  });

  it('leaves a gap where nothing is known, and shows a lone reading as a dot', () => {
    const { line, end } = sparkPaths([1, null, 1, null, 1, 1, null]);
    expect(line).toBe('M0,2h0M2,2h0M4,2L5,2');
    expect(end).toBeNull();
  });

  it('draws nothing where nothing is known, and a quiet hour on the ground', () => {
    expect(sparkPaths([null, null])).toEqual({ line: '', area: '', end: null });
    expect(sparkPaths([0, 0]).line).toBe('M0,22L1,22');
  });
});
