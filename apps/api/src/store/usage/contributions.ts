/**
 * SQL of what each interval contributes to each bucket of a range: plain time, and the seconds of the units that begin in the bucket.
 * The same rules as `libs/domain/src/usage/units.ts`, in SQL; rollup-day.medium.spec.ts compares the two.
 *
 *   interval            start_ms ├───────────────────────────────┤ until_ms
 *   units of 60 s                ├────┼────┼────┼────┼────┼────┼────┤      one belongs to the bucket in which it begins
 *   buckets         │       ├────────────┼────────────┼────────────┤
 *   contribution            │ ms, 2 units│  3 units   │  2 units   │
 */
import { type Fragment, raw, sql, value } from '../sql/sql';
import type { IncrementPeriod } from './increments';
import { intervals, type RangeSql } from './intervals';
import type { FilterSql } from './usage-filter';

/** The input of a count, as parameters. */
export interface CountSql extends RangeSql {
  readonly now: Fragment;
  /** Bounds of the buckets, ascending: the first is `from`, the last is `to`. */
  readonly bounds: Fragment;
  readonly increments: Fragment;
}

/** `boundsMs`: from the start of the range to its end. */
export const countSql = (
  boundsMs: readonly number[],
  nowMs: number,
  increments: readonly IncrementPeriod[],
): CountSql => ({
  from: value(boundsMs[0], 'bigint'),
  to: value(boundsMs.at(-1), 'bigint'),
  now: value(nowMs, 'bigint'),
  bounds: value(boundsMs, 'bigint[]'),
  increments: value(JSON.stringify(increments), 'json'),
});

/** Units of `step` that begin between the start and `t`: the quotient rounded up. */
const begun = (t: string, step: string): string => `(greatest(${t}, start_ms) - start_ms + ${step} - 1) / ${step}`;

/** The minimum is due when the interval ends, not before (US2). */
const unitsOf = (increment: string): string => {
  const units = begun('until_ms', `${increment}.step`);
  return `CASE WHEN end_ms IS NULL THEN ${units} ELSE greatest(${units}, ${increment}.minimum) END`;
};

const secondsIn = (step: string, units: string): string =>
  `(least(${units}, ${begun('bucket_to', step)}) - least(${units}, ${begun('bucket_from', step)})) * ${step} / 1000`;

const incrementOf = (alias: string, dimension: string): string =>
  `LEFT JOIN increment ${alias} ON ${alias}.dimension = ${dimension} AND start_ms >= ${alias}.from_ms AND start_ms < ${alias}.to_ms`;

/** The last instant at which an interval contributes to anything. */
const LAST_MS = `greatest(until_ms - 1, start_ms, start_ms + (units - 1) * step, start_ms + (agent_units - 1) * agent_step)`;

/**
 * `WITH` clauses that end in `contribution`: a row for each interval and bucket it reaches into, `bucket` counted from
 * 1.
 */
export const contributions = (count: CountSql, filter: FilterSql): Fragment => sql`
  WITH increment AS MATERIALIZED (
    SELECT "fromMs" AS from_ms, "toMs" AS to_ms, dimension, "incrementMs" AS step, "minimumUnits" AS minimum
    FROM json_to_recordset(${count.increments})
      AS i ("fromMs" bigint, "toMs" bigint, dimension text, "incrementMs" bigint, "minimumUnits" bigint)
  ), ending AS (
    SELECT found.*, greatest(start_ms, coalesce(end_ms, least(${count.now}, open_until))) AS until_ms
    FROM (${intervals(count, filter)}) found
  ), measured AS (
    SELECT ending.*, base.step, ${raw(unitsOf('base'))} AS units, agent.step AS agent_step, ${raw(unitsOf('agent'))} AS agent_units
    FROM ending ${raw(incrementOf('base', 'ending.dimension'))} ${raw(incrementOf('agent', `CASE WHEN kind = 'AGENT' THEN 'agent' END`))}
  ), reaching AS (
    SELECT measured.*, ${raw(LAST_MS)} AS last_ms FROM measured
  ), contribution AS (
    SELECT reaching.*, bucket, (connection AND start_ms >= bucket_from AND start_ms < bucket_to)::int AS joins,
      greatest(0, least(until_ms, bucket_to) - greatest(start_ms, bucket_from)) AS ms,
      ${raw(secondsIn('step', 'units'))} AS seconds, ${raw(secondsIn('agent_step', 'agent_units'))} AS agent_seconds
    FROM reaching
      CROSS JOIN LATERAL generate_series(width_bucket(greatest(start_ms, ${count.from}), ${count.bounds}),
        width_bucket(least(last_ms, ${count.to} - 1), ${count.bounds})) AS bucket
      CROSS JOIN LATERAL (SELECT (${count.bounds})[bucket] AS bucket_from, (${count.bounds})[bucket + 1] AS bucket_to) bound
    WHERE last_ms >= ${count.from}
  )`;
