import { withinLimits } from './within-limits';

const at = (...offsets: number[]) => offsets.map((offset) => ({ offset }));
const ONE = JSON.stringify({ offset: 1 }).length + 1;

describe('the newest rows within the limits', () => {
  it('are all if they fit', () => {
    const all = at(3, 5, 4);
    expect(withinLimits(all, 2, { rows: 3, bytes: 3 * ONE })).toEqual({ items: all, after: 2 });
    expect(withinLimits([], 2, { rows: 3, bytes: 3 })).toEqual({ items: [], after: 2 });
  });

  it('are as many as the row limit, with the offset after which they are complete', () => {
    expect(withinLimits(at(3, 5, 4, 6), 2, { rows: 2, bytes: 1000 })).toEqual({ items: at(5, 6), after: 4 });
  });

  it('are as many as the byte limit', () => {
    expect(withinLimits(at(3, 4, 5), 2, { rows: 100, bytes: 2 * ONE })).toEqual({ items: at(4, 5), after: 3 });
    expect(withinLimits(at(3), 2, { rows: 100, bytes: 1 })).toEqual({ items: [], after: 3 });
  });

  it('leave out all rows of an offset that does not fit whole', () => {
    expect(withinLimits(at(3, 4, 4, 4, 5), 2, { rows: 3, bytes: 1000 })).toEqual({ items: at(5), after: 4 });
  });

  it('are those after the requested offset', () => {
    expect(withinLimits(at(1, 2, 3), 2, { rows: 3, bytes: 1000 })).toEqual({ items: at(3), after: 2 });
  });
});
