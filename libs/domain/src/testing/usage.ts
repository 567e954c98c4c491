/** Generated intervals and increments, for tests of how usage is counted. */
import { DIMENSIONS, type Dimension } from '@livekit-dashboard/contracts';
import fc from 'fast-check';
import type { Increments } from '../usage/plans';
import type { Interval } from '../usage/interval';
import type { Increment } from '../usage/units';

/** Shortly before a month ends, so that an interval of hours spans days and months. */
export const BASE_MS = Date.UTC(2026, 9, 31, 21, 50);
const HOUR_MS = 60 * 60 * 1000;

export const increment: fc.Arbitrary<Increment> = fc.record({
  incrementMs: fc.constantFrom(1, 7, 10, 60, 900, 1000, 3600).map((seconds) => seconds * 1000),
  minimumUnits: fc.constantFrom(0, 1, 3, 40),
});

export const increments: fc.Arbitrary<Increments> = fc.record(
  Object.fromEntries(DIMENSIONS.map((name) => [name, increment])) as Record<Dimension, fc.Arbitrary<Increment>>,
);

const length = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 6 * HOUR_MS }),
  fc.integer({ min: 0, max: 6 * 60 }).map((minutes) => minutes * 60_000),
);

export const moment = fc.integer({ min: -HOUR_MS, max: 9 * HOUR_MS }).map((ms) => BASE_MS + ms);

export const interval: fc.Arbitrary<Interval> = fc
  .record({
    startMs: fc.oneof(
      moment,
      fc.integer({ min: 0, max: 40 }).map((n) => BASE_MS + n * 5 * 60_000),
    ),
    lengthMs: fc.option(length, { nil: null, freq: 4 }),
    openUntilMs: fc.option(moment, { nil: null, freq: 1 }),
    estimated: fc.boolean(),
    dimensions: fc.subarray([...DIMENSIONS]),
    times: fc.subarray(['personMs', 'agentMs', 'sipMs'] as const),
    countedAs: fc.constantFrom('joins' as const, null),
  })
  .map(({ lengthMs, ...rest }) => ({ ...rest, endMs: lengthMs === null ? null : rest.startMs + lengthMs }));
