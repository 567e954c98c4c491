/**
 * A stretch cut along the quarters of an hour, which are the seams of every time zone's days: what the product counts in SQL, one row at
 * a time, for tests that hold one against the other.
 */
import type { Dimension } from '@livekit-dashboard/contracts';
import { type Measure, MEASURES } from '../usage/measures';
import type { Grids } from '../usage/plans';
import type { Stretch } from '../usage/stretch';
import { countedUntil, unitsBefore, unitsOf } from '../usage/units';

export const BUCKET_MS = 15 * 60 * 1000;

/** A missing measure is 0. */
export type Measures = Partial<Record<Measure, number>>;

/** Adds `more` to `sum`, which it changes. */
export function addMeasures(sum: Measures, more: Readonly<Measures>): void {
  for (const measure of MEASURES) {
    const value = more[measure];
    if (value !== undefined && value !== 0) sum[measure] = (sum[measure] ?? 0) + value;
  }
}

/** By the start of the quarter. */
export type Buckets = Map<number, Measures>;

const bucketOf = (ms: number): number => Math.floor(ms / BUCKET_MS) * BUCKET_MS;

/** `grids`: those in force at its start. With `nowMs` null an open stretch gives its mark alone: its time is not known yet. */
export function bucketsOf(stretch: Stretch, grids: Grids, nowMs: number | null): Buckets {
  const buckets: Buckets = new Map();
  if (stretch.mark) add(buckets, bucketOf(stretch.startMs), stretch.mark, 1);
  addTimes(buckets, stretch, countedUntil(stretch, nowMs));
  for (const dimension of stretch.dimensions) addUnits(buckets, stretch, dimension, grids, nowMs);
  return buckets;
}

function addTimes(buckets: Buckets, stretch: Stretch, untilMs: number): void {
  if (stretch.times.length === 0) return;
  const { startMs } = stretch;
  for (let at = bucketOf(startMs); at < untilMs; at += BUCKET_MS) {
    const ms = Math.min(at + BUCKET_MS, untilMs) - Math.max(at, startMs);
    for (const time of stretch.times) add(buckets, at, time, ms);
    if (stretch.estimated) add(buckets, at, 'estimatedMs', ms);
  }
}

function addUnits(buckets: Buckets, stretch: Stretch, dimension: Dimension, grids: Grids, nowMs: number | null): void {
  const { startMs, estimated } = stretch;
  const { incrementMs } = grids[dimension];
  const units = unitsOf(stretch, grids[dimension], nowMs);
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
