import { parseRange, pan, reveal, select, wholeRange, zoom } from './range';

const WHOLE = { from: 0, to: 100_000 };

describe('the whole range', () => {
  it('follows the present while the session is active, and is a minute at least', () => {
    expect(wholeRange(0, null, 10_000)).toEqual({ from: 0, to: 60_000 });
    expect(wholeRange(0, null, 200_000)).toEqual({ from: 0, to: 200_000 });
  });

  it('is fixed when the session ended, and never empty', () => {
    expect(wholeRange(0, 90_000, 900_000)).toEqual({ from: 0, to: 90_000 });
    expect(wholeRange(0, 0, 900_000)).toEqual({ from: 0, to: 1_000 });
    expect(wholeRange(null, 70_000, 900_000)).toEqual({ from: 70_000, to: 71_000 });
  });
});

describe('zooming', () => {
  it('keeps the point under the pointer', () => {
    expect(zoom(WHOLE, WHOLE, 0.5, 0.2)).toEqual({ from: 10_000, to: 60_000 });
  });

  it('out completely is the whole range again, which follows the present', () => {
    expect(zoom({ from: 40_000, to: 90_000 }, WHOLE, 2)).toBeNull();
  });

  it('stays within the whole and above the shortest', () => {
    expect(zoom({ from: 0, to: 40_000 }, WHOLE, 2, 1)).toEqual({ from: 0, to: 80_000 });
    expect(zoom({ from: 50_000, to: 56_000 }, WHOLE, 0.1)).toEqual({ from: 50_500, to: 55_500 });
  });

  it('does nothing if the range is too short', () => {
    expect(zoom({ from: 0, to: 3_000 }, { from: 0, to: 3_000 }, 0.5)).toBeNull();
  });

  it('selects between two times in either order', () => {
    expect(select(60_000, 20_000, WHOLE)).toEqual({ from: 20_000, to: 60_000 });
    expect(select(30_000, 30_000, WHOLE)).toEqual({ from: 27_500, to: 32_500 });
    expect(select(0, 100_000, WHOLE)).toBeNull();
  });
});

describe('moving', () => {
  it('stops at the ends', () => {
    expect(pan({ from: 10_000, to: 30_000 }, WHOLE, 0.5)).toEqual({ from: 20_000, to: 40_000 });
    expect(pan({ from: 10_000, to: 30_000 }, WHOLE, -5)).toEqual({ from: 0, to: 20_000 });
  });

  it('only as far as needed to show a time', () => {
    const range = { from: 10_000, to: 30_000 };
    expect(reveal(range, WHOLE, 12_000)).toBe(range);
    expect(reveal(range, WHOLE, 50_000)).toEqual({ from: 40_000, to: 60_000 });
  });
});

describe('the range of an address', () => {
  it('is accepted if it is valid', () => {
    expect(parseRange('2026-11-23T08:00:00.000Z', '2026-11-23T08:01:00.000Z')?.to).toBe(1_795_420_860_000);
  });

  it.each([
    [undefined, undefined],
    ['2026-11-23T08:00:00Z', undefined],
    ['yesterday', 'today'],
    ['2026-11-23T08:01:00Z', '2026-11-23T08:00:00Z'],
  ])('is rejected: %s to %s', (from, to) => expect(parseRange(from, to)).toBeNull());
});
