/**
 * SQL that counts what each span has in each piece of a range: plain time, and the seconds of the units that begin in it. It is
 * `libs/domain/src/usage/units.ts` once more, where the rows are; shares.medium.spec.ts holds one against the other.
 *
 * Parameters: `$1`, `$2` the range; `$3` now; `$4` the cuts, ascending, the first `$1` and the last `$2`; `$5` the grids as JSON.
 * Moments are in ms since 1970, and whole.
 */
import { spans, type SpanFilter } from './spans';

/** Increment and minimum of a dimension, for whatever starts within `[fromMs, toMs)`. */
export interface GridPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly dimension: string;
  readonly incrementMs: number;
  readonly minimumUnits: number;
}

/** Units of `step` that begin between `j` and `t`: the quotient rounded up. */
const begun = (t: string, step: string): string => `(greatest(${t}, j) - j + ${step} - 1) / ${step}`;

/** The minimum is owed when it closes, not before. */
const unitsOf = (grid: string): string =>
  `CASE WHEN left_ms IS NULL THEN ${begun('e', `${grid}.step`)} ELSE greatest(${begun('e', `${grid}.step`)}, ${grid}.minimum) END`;

const secondsIn = (step: string, units: string): string =>
  `(least(${units}, ${begun('b', step)}) - least(${units}, ${begun('a', step)})) * ${step} / 1000`;

const gridOf = (alias: string, dimension: string): string =>
  `LEFT JOIN grid ${alias} ON ${alias}.dimension = ${dimension} AND j >= ${alias}.from_ms AND j < ${alias}.to_ms`;

/** `WITH` clauses that end in `share`: a row for each span and piece it reaches into, with `piece` counted from 1. */
export const shares = (filter: SpanFilter): string => `
  WITH grid AS MATERIALIZED (
    SELECT "fromMs" AS from_ms, "toMs" AS to_ms, dimension, "incrementMs" AS step, "minimumUnits" AS minimum
    FROM json_to_recordset($5::json) AS g ("fromMs" bigint, "toMs" bigint, dimension text, "incrementMs" bigint, "minimumUnits" bigint)
  ), ending AS (
    SELECT span.*, greatest(j, coalesce(left_ms, least($3::bigint, open_until))) AS e FROM (${spans(filter)}) span
  ), counted AS (
    SELECT ending.*, base.step, ${unitsOf('base')} AS units, agent.step AS agent_step, ${unitsOf('agent')} AS agent_units
    FROM ending ${gridOf('base', 'ending.dimension')} ${gridOf('agent', `CASE WHEN kind = 'AGENT' THEN 'agent' END`)}
  ), reaching AS (
    SELECT counted.*, greatest(e - 1, j, j + (units - 1) * step, j + (agent_units - 1) * agent_step) AS last_ms FROM counted
  ), share AS (
    SELECT reaching.*, piece, (connection AND j >= a AND j < b)::int AS joins,
      greatest(0, least(e, b) - greatest(j, a)) AS ms, ${secondsIn('step', 'units')} AS seconds,
      ${secondsIn('agent_step', 'agent_units')} AS agent_seconds
    FROM reaching
      CROSS JOIN LATERAL generate_series(width_bucket(greatest(j, $1::bigint), $4::bigint[]),
        width_bucket(least(last_ms, $2::bigint - 1), $4::bigint[])) AS piece
      CROSS JOIN LATERAL (SELECT ($4::bigint[])[piece] AS a, ($4::bigint[])[piece + 1] AS b) cut
    WHERE last_ms >= $1::bigint
  )`;
