import { DAY_MS } from '@livekit-dashboard/domain';
import fc from 'fast-check';
import { type MsRange, QUARTER_MS, splitRange, without } from './range-split';

const DAY = Date.UTC(2026, 10, 23);

describe('the parts of a range', () => {
  it('are rolled-up days and the rest around them', () => {
    const range: MsRange = [DAY + 1000, DAY + 3 * DAY_MS + 60_000];
    expect(splitRange(range, [DAY, DAY + DAY_MS])).toEqual({
      rolled: [[DAY + QUARTER_MS, DAY + 2 * DAY_MS]],
      remainder: [
        [DAY + 1000, DAY + QUARTER_MS],
        [DAY + 2 * DAY_MS, DAY + 3 * DAY_MS + 60_000],
      ],
    });
  });

  it('leave a marked day in the middle to be counted', () => {
    expect(splitRange([DAY, DAY + 3 * DAY_MS], [DAY, DAY + 2 * DAY_MS])).toEqual({
      rolled: [
        [DAY, DAY + DAY_MS],
        [DAY + 2 * DAY_MS, DAY + 3 * DAY_MS],
      ],
      remainder: [[DAY + DAY_MS, DAY + 2 * DAY_MS]],
    });
  });

  it('exclude what was cut out, and are empty if all of it was', () => {
    const ranges: MsRange[] = [
      [0, 10],
      [20, 30],
      [40, 50],
    ];
    const removed: MsRange[] = [
      [0, 3],
      [5, 6],
      [20, 30],
      [48, 50],
    ];
    expect(without(ranges, removed)).toEqual([
      [3, 5],
      [6, 10],
      [40, 48],
    ]);
  });

  it('cover the range without a gap or an overlap', () => {
    const days = fc.subarray([0, 1, 2, 3, 4].map((n) => DAY + n * DAY_MS));
    const moment = fc.integer({ min: DAY - DAY_MS, max: DAY + 6 * DAY_MS });
    fc.assert(
      fc.property(days, moment, moment, (held, a, b) => {
        const { rolled, remainder } = splitRange([Math.min(a, b), Math.max(a, b)], held);
        const all = [...rolled, ...remainder].sort((one, other) => one[0] - other[0]);
        let at = Math.min(a, b);
        for (const [from, to] of all) {
          expect(from).toBe(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBe(Math.max(a, b));
        for (const [from, to] of rolled) {
          for (let ms = from; ms < to; ms += QUARTER_MS) expect(held).toContain(Math.floor(ms / DAY_MS) * DAY_MS);
        }
      }),
    );
  });
});
