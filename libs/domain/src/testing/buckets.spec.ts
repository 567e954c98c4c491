import { DIMENSIONS } from '@livekit-dashboard/contracts';
import fc from 'fast-check';
import { increments as anyGrids, moment, interval as anyStretch } from './usage';
import { msIn, unitsIn } from '../usage/units';
import { addMeasures, BUCKET_MS, bucketsOf, type Buckets, type Measures } from './buckets';

function total(buckets: Buckets): Measures {
  const sum: Measures = {};
  for (const measures of buckets.values()) addMeasures(sum, measures);
  return sum;
}

describe('buckets', () => {
  it('contain what each quarter of an hour has by itself, and nothing else', () => {
    fc.assert(
      fc.property(anyStretch, anyGrids, fc.option(moment, { nil: null }), (interval, increments, nowMs) => {
        for (const [at, measures] of bucketsOf(interval, increments, nowMs)) {
          const [from, to] = [at, at + BUCKET_MS];
          expect(at % BUCKET_MS).toBe(0);
          const ms = msIn(interval, from, to, nowMs);
          for (const time of interval.times) expect(measures[time] ?? 0).toBe(ms);
          expect(measures.estimatedMs ?? 0).toBe(interval.estimated && interval.times.length > 0 ? ms : 0);
          for (const name of DIMENSIONS) {
            const { incrementMs } = increments[name];
            const units = interval.dimensions.includes(name) ? unitsIn(interval, increments[name], from, to, nowMs) : 0;
            expect(measures[`seconds_${name}`] ?? 0).toBe((units * incrementMs) / 1000);
            expect(measures[`estimated_${name}`] ?? 0).toBe(interval.estimated ? (units * incrementMs) / 1000 : 0);
          }
        }
      }),
    );
  });

  it('add up to the whole interval', () => {
    fc.assert(
      fc.property(anyStretch, anyGrids, fc.option(moment, { nil: null }), (interval, increments, nowMs) => {
        const sum = total(bucketsOf(interval, increments, nowMs));
        const ms = msIn(interval, -Infinity, Infinity, nowMs);
        expect(sum.joins ?? 0).toBe(interval.countedAs === 'joins' ? 1 : 0);
        for (const time of interval.times) expect(sum[time] ?? 0).toBe(ms);
        for (const name of interval.dimensions) {
          const units = unitsIn(interval, increments[name], -Infinity, Infinity, nowMs);
          expect(sum[`seconds_${name}`] ?? 0).toBe((units * increments[name].incrementMs) / 1000);
        }
      }),
    );
  });
});
