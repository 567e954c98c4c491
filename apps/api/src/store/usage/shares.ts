/**
 * SQL that counts what each span has in each piece of a range: time, and the units that begin in it.
 *
 * CONTRACT.md says how: unit k of a span begins at `j + k * increment`; a closed span has `max(ceil(ms / increment), minimum)` of them,
 * an open one those begun before now. So up to a moment t there are `least(N, ceil((t - j) / increment))`, and a piece has the
 * difference of its two ends: pieces add up to the range, whatever the cuts.
 *
 * Parameters: `$1`, `$2` the range; `$3` now; `$4` the cuts, ascending, the first `$1` and the last `$2`; `$5` the grids as JSON.
 */
import { DIMENSIONS } from './measures';
import { spans, type SpanFilter } from './spans';

/** All units of a span that is over at `left`, or goes on. */
const unitsOf = (step: string, minimum: string): string =>
  `CASE WHEN left_ms IS NULL THEN greatest(0, ($3::bigint - j + ${step} - 1) / ${step})
     ELSE greatest((greatest(left_ms, j) - j + ${step} - 1) / ${step}, ${minimum}) END`;

/** Of `units` those that begin before `t`. */
const begunBefore = (t: string, step: string, units: string): string =>
  `least(${units}, (greatest(${t}, j) - j + ${step} - 1) / ${step})`;
const secondsIn = (step: string, units: string): string =>
  `(${begunBefore('b', step, units)} - ${begunBefore('a', step, units)}) * ${step} / 1000`;

const within = 'greatest(0, least(e, b) - greatest(j, a))';
const summed = (value: string, when: string, name: string): string =>
  `coalesce(sum(CASE WHEN ${when} THEN ${value} END), 0)::bigint AS ${name}`;

/** The columns of `TIME_MEASURES`, from `shares`. */
export const TIME_SUMS = [
  summed('ms', 'person', 'person_ms'),
  summed('ms', `kind = 'AGENT'`, 'agent_ms'),
  summed('ms', `kind = 'SIP'`, 'sip_ms'),
  summed('ms', 'estimated AND dimension IS NOT NULL', 'estimated_ms'),
  ...DIMENSIONS.map((name) =>
    name === 'agent'
      ? summed('agent_seconds', 'true', 'agent_seconds')
      : summed('seconds', `dimension = '${name}'`, `${name}_seconds`),
  ),
  summed('seconds', 'estimated', 'estimated_seconds'),
].join(',\n  ');

/** `WITH` clauses that end in `shares`: a row for each span and piece, with `piece` counted from 1. */
export const shares = (filter: SpanFilter): string => `
  WITH grid AS MATERIALIZED (
    SELECT ("fromMs")::bigint AS from_ms, ("toMs")::bigint AS to_ms, dimensions FROM json_to_recordset($5::json)
      AS g ("fromMs" bigint, "toMs" bigint, dimensions json)
  ), rate AS MATERIALIZED (
    SELECT from_ms, to_ms, name, (value->>'incrementMs')::bigint AS step, (value->>'minimumUnits')::bigint AS minimum
    FROM grid, json_each(dimensions) AS d (name, value)
  ), span AS (${spans(filter)}),
  counted AS (
    SELECT span.*, greatest(j, coalesce(left_ms, $3::bigint)) AS e, base.step, agent.step AS agent_step,
      ${unitsOf('base.step', 'base.minimum')} AS units, ${unitsOf('agent.step', 'agent.minimum')} AS agent_units
    FROM span
      LEFT JOIN rate base ON base.name = span.dimension AND j >= base.from_ms AND j < base.to_ms
      LEFT JOIN rate agent ON agent.name = 'agent' AND span.kind = 'AGENT' AND j >= agent.from_ms AND j < agent.to_ms
  ), reaching AS (
    SELECT counted.*, greatest(e - 1, j, j + (units - 1) * step, j + (agent_units - 1) * agent_step) AS last_ms FROM counted
  ), shares AS (
    SELECT reaching.*, piece, (connection AND j >= a AND j < b)::int AS joins, ${within} AS ms, ${secondsIn('step', 'units')} AS seconds,
      ${secondsIn('agent_step', 'agent_units')} AS agent_seconds
    FROM reaching
      CROSS JOIN LATERAL generate_series(width_bucket(greatest(j, $1::bigint), $4::bigint[]),
        width_bucket(least(last_ms, $2::bigint - 1), $4::bigint[])) AS piece
      CROSS JOIN LATERAL (SELECT ($4::bigint[])[piece] AS a, ($4::bigint[])[piece + 1] AS b) cut
    WHERE last_ms >= $1::bigint
  )`;
