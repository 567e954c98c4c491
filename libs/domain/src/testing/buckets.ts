/**
 * Splits an interval at quarters of an hour, at which the days of every time zone begin. The product counts the same in
 * SQL; tests compare the two.
 */
import type { Dimension } from '@livekit-dashboard/contracts';
import { type Measure, MEASURES } from '../usage/measures';
import type { Increments } from '../usage/plans';
import type { Interval } from '../usage/interval';
import { countedUntil, unitsBefore, unitsOf } from '../usage/units';

export const BUCKET_MS = 15 * 60 * 1000;

/** A missing measure is 0. */
export type Measures = Partial<Record<Measure, number>>;

/** Adds `more` to `sum` in place. */
export function addMeasures(sum: Measures, more: Readonly<Measures>): void {
  for (const measure of MEASURES) {
    const value = more[measure];
    if (value !== undefined && value !== 0) sum[measure] = (sum[measure] ?? 0) + value;
  }
}

/** By the start of the quarter, in ms. */
export type Buckets = Map<number, Measures>;

const bucketOf = (ms: number): number => Math.floor(ms / BUCKET_MS) * BUCKET_MS;

/**
 * `increments`: those in force at the start of the interval. With `nowMs` null, an open interval counts only what it
 * counts once (`countedAs`): its length is unknown.
 */
export function bucketsOf(interval: Interval, increments: Increments, nowMs: number | null): Buckets {
  const buckets: Buckets = new Map();
  if (interval.countedAs) add(buckets, bucketOf(interval.startMs), interval.countedAs, 1);
  addTimes(buckets, interval, countedUntil(interval, nowMs));
  for (const dimension of interval.dimensions) addUnits(buckets, interval, dimension, increments, nowMs);
  return buckets;
}

function addTimes(buckets: Buckets, interval: Interval, untilMs: number): void {
  if (interval.times.length === 0) return;
  const { startMs } = interval;
  for (let at = bucketOf(startMs); at < untilMs; at += BUCKET_MS) {
    const ms = Math.min(at + BUCKET_MS, untilMs) - Math.max(at, startMs);
    for (const time of interval.times) add(buckets, at, time, ms);
    if (interval.estimated) add(buckets, at, 'estimatedMs', ms);
  }
}

function addUnits(
  buckets: Buckets,
  interval: Interval,
  dimension: Dimension,
  increments: Increments,
  nowMs: number | null,
): void {
  const { startMs, estimated } = interval;
  const { incrementMs } = increments[dimension];
  const units = unitsOf(interval, increments[dimension], nowMs);
  let counted = 0;
  for (let at = bucketOf(startMs); counted < units; at += BUCKET_MS) {
    const begun = unitsBefore(at + BUCKET_MS, startMs, incrementMs, units);
    const seconds = ((begun - counted) * incrementMs) / 1000;
    counted = begun;
    if (seconds === 0) continue;
    add(buckets, at, `seconds_${dimension}`, seconds);
    if (estimated) add(buckets, at, `estimated_${dimension}`, seconds);
  }
}

function add(buckets: Buckets, at: number, measure: Measure, value: number): void {
  let bucket = buckets.get(at);
  if (!bucket) buckets.set(at, (bucket = {}));
  bucket[measure] = (bucket[measure] ?? 0) + value;
}
