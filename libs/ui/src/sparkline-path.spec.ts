import { sparkPaths } from './sparkline-path';

describe('sparkPaths', () => {
  it('begins at zero and reaches up to the highest value', () => {
    const { line, area, end } = sparkPaths([0, 5, 10]);
    expect(line).toBe('M0,22L1,12L2,2');
    expect(area).toBe('M0,24L0,22L1,12L2,2L2,24Z');
    expect(end).toBe('M2,2h0');
  });

  it('leaves a gap for unknown values, and shows a single value as a dot', () => {
    const { line, end } = sparkPaths([1, null, 1, null, 1, 1, null]);
    expect(line).toBe('M0,2h0M2,2h0M4,2L5,2');
    expect(end).toBeNull();
  });

  it('draws nothing without values, and a quiet hour at zero', () => {
    expect(sparkPaths([null, null])).toEqual({ line: '', area: '', end: null });
    expect(sparkPaths([0, 0]).line).toBe('M0,22L1,22');
  });
});
