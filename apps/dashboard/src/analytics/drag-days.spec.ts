import { coverOf, isDrag, placeAt, placesOf } from './drag-days';

const PLOT = { left: 40, width: 300, days: 30 };

describe('dragging over days', () => {
  it('finds the day under the pointer, and the nearest one outside the plot', () => {
    expect([40, 49, 50, 339].map((x) => placeAt(x, PLOT))).toEqual([0, 0, 1, 29]);
    expect([0, 400].map((x) => placeAt(x, PLOT))).toEqual([0, 29]);
  });

  it('works in both directions, and covers whole days', () => {
    expect(placesOf({ startX: 95, x: 62 }, PLOT)).toEqual([2, 5]);
    expect(coverOf([2, 5], PLOT)).toEqual({ left: 60, width: 40 });
  });

  it('is distinguished from a click', () => {
    expect([isDrag({ startX: 60, x: 63 }), isDrag({ startX: 60, x: 66 })]).toEqual([false, true]);
  });
});
