import { withinLimits } from './within-limits';

const at = (...offsets: number[]) => offsets.map((offset) => ({ offset }));
const ONE = JSON.stringify({ offset: 1 }).length + 1;

describe('the newest within the limits', () => {
  it('are all if they fit', () => {
    const all = at(3, 5, 4);
    expect(withinLimits(all, 2, { rows: 3, bytes: 3 * ONE })).toEqual({ items: all, after: 2 });
    expect(withinLimits([], 2, { rows: 3, bytes: 3 })).toEqual({ items: [], after: 2 });
  });

  it('are as many as the limit of rows, and say after which offset they are whole', () => {
    expect(withinLimits(at(3, 5, 4, 6), 2, { rows: 2, bytes: 1000 })).toEqual({ items: at(5, 6), after: 4 });
  });

  it('are as many as the limit of bytes', () => {
    expect(withinLimits(at(3, 4, 5), 2, { rows: 100, bytes: 2 * ONE })).toEqual({ items: at(4, 5), after: 3 });
    expect(withinLimits(at(3), 2, { rows: 100, bytes: 1 })).toEqual({ items: [], after: 3 });
  });

  it('leave out the rest of an offset that does not fit whole', () => {
    expect(withinLimits(at(3, 4, 4, 4, 5), 2, { rows: 3, bytes: 1000 })).toEqual({ items: at(5), after: 4 });
  });

  it('are those after what was asked for', () => {
    expect(withinLimits(at(1, 2, 3), 2, { rows: 3, bytes: 1000 })).toEqual({ items: at(3), after: 2 });
  });
});
