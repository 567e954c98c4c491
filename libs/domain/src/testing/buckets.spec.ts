import { DIMENSIONS } from '@livekit-dashboard/contracts';
import fc from 'fast-check';
import { grids as anyGrids, moment, stretch as anyStretch } from './usage';
import { msIn, unitsIn } from '../usage/units';
import { addMeasures, BUCKET_MS, bucketsOf, type Buckets, type Measures } from './buckets';

function total(buckets: Buckets): Measures {
  const sum: Measures = {};
  for (const measures of buckets.values()) addMeasures(sum, measures);
  return sum;
}

describe('buckets', () => {
  it('hold what each quarter of an hour has by itself, and nothing else', () => {
    fc.assert(
      fc.property(anyStretch, anyGrids, fc.option(moment, { nil: null }), (stretch, grids, nowMs) => {
        for (const [at, measures] of bucketsOf(stretch, grids, nowMs)) {
          const [from, to] = [at, at + BUCKET_MS];
          expect(at % BUCKET_MS).toBe(0);
          const ms = msIn(stretch, from, to, nowMs);
          for (const time of stretch.times) expect(measures[time] ?? 0).toBe(ms);
          expect(measures.estimatedMs ?? 0).toBe(stretch.estimated && stretch.times.length > 0 ? ms : 0);
          for (const name of DIMENSIONS) {
            const { incrementMs } = grids[name];
            const units = stretch.dimensions.includes(name) ? unitsIn(stretch, grids[name], from, to, nowMs) : 0;
            expect(measures[`seconds_${name}`] ?? 0).toBe((units * incrementMs) / 1000);
            expect(measures[`estimated_${name}`] ?? 0).toBe(stretch.estimated ? (units * incrementMs) / 1000 : 0);
          }
        }
      }),
    );
  });

  it('add up to the whole stretch', () => {
    fc.assert(
      fc.property(anyStretch, anyGrids, fc.option(moment, { nil: null }), (stretch, grids, nowMs) => {
        const sum = total(bucketsOf(stretch, grids, nowMs));
        const ms = msIn(stretch, -Infinity, Infinity, nowMs);
        expect(sum.joins ?? 0).toBe(stretch.mark === 'joins' ? 1 : 0);
        for (const time of stretch.times) expect(sum[time] ?? 0).toBe(ms);
        for (const name of stretch.dimensions) {
          const units = unitsIn(stretch, grids[name], -Infinity, Infinity, nowMs);
          expect(sum[`seconds_${name}`] ?? 0).toBe((units * grids[name].incrementMs) / 1000);
        }
      }),
    );
  });
});
