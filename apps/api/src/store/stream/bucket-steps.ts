/**
 * The buckets of a histogram: equal steps of a common length (a minute, an hour, a day), which begin at multiples of
 * the step in a time zone. Only the current offset of the zone from UTC is used, so that steps are equal: days on the
 * other side of a clock change begin an hour earlier or later.
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28].map((n) => n * DAY),
];

export interface BucketSteps {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly count: number;
}

/** At most `most` buckets (at least one) that cover [fromMs, toMs). `aheadMs`: how far the zone is ahead of UTC. */
export function bucketSteps(fromMs: number, toMs: number, most: number, aheadMs = 0): BucketSteps {
  const { fromMs: localMs, ...steps } = utcSteps(fromMs + aheadMs, toMs + aheadMs, most);
  return { fromMs: localMs - aheadMs, ...steps };
}

function utcSteps(fromMs: number, toMs: number, most: number): BucketSteps {
  const step = STEPS.find((stepMs) => countOf(fromMs, toMs, stepMs) <= most);
  const stepMs = step ?? longStep(fromMs, toMs, most);
  return { fromMs: startOf(fromMs, stepMs), stepMs, count: countOf(fromMs, toMs, stepMs) };
}

/** Whole days: a range can have thousands of years. */
function longStep(fromMs: number, toMs: number, most: number): number {
  let days = Math.max(1, Math.ceil((toMs - fromMs) / most / DAY));
  while (countOf(fromMs, toMs, days * DAY) > most) days = Math.ceil(days * 1.1) + 1;
  return days * DAY;
}

const startOf = (ms: number, stepMs: number): number => Math.floor(ms / stepMs) * stepMs;
const countOf = (fromMs: number, toMs: number, stepMs: number): number =>
  Math.max(1, Math.ceil((Math.max(toMs, fromMs + 1) - startOf(fromMs, stepMs)) / stepMs));
