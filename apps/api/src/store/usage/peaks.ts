/**
 * SQL of the most people, agents and sessions at one time within each bucket of a range, exactly: a sweep over the
 * intervals.
 *
 * People and agents are counted by identity, not by connection (sessions/person-intervals.ts).
 *
 * Within one millisecond the leaves of earlier intervals come first, then the joins, then the leaves of those that
 * joined in it (as in sessions/peak-people.ts). A step of 0 at each bound gives the number that is present there.
 */
import { personIntervals } from '../sessions/person-intervals';
import { type Fragment, sql } from '../sql/sql';
import type { CountSql } from './contributions';
import { intervals } from './intervals';
import type { FilterSql } from './usage-filter';

/** An interval that ended in the first millisecond of the range does not count, unless it also began in it. */
const reachesInto = ({ from }: CountSql): Fragment =>
  sql`end_ms IS NULL OR end_ms > ${from} OR (end_ms = start_ms AND start_ms >= ${from})`;

export const PEAKS = ['peak_people', 'peak_agents', 'peak_sessions'] as const;

/** A row for each bucket: `bucket` and the peaks. */
export const peaks = (count: CountSql, filter: FilterSql): Fragment => sql`
  WITH ${personIntervals(sql`
    SELECT CASE WHEN person THEN 'people' ELSE 'agents' END AS series, source, session_sid, sid, identity, start_ms, end_ms
    FROM (${intervals(count, filter)}) found WHERE connection AND (person OR kind = 'AGENT')`)}, there AS MATERIALIZED (
    SELECT series, greatest(start_ms, ${count.from}) AS start_ms, end_ms FROM (
      SELECT series, start_ms, end_ms FROM present_interval
      UNION ALL SELECT 'sessions', s.order_ms, s.ended_ms FROM session s
        WHERE s.order_ms < ${count.to} AND (s.state = 'active' OR s.ended_ms >= ${count.from}) AND (${filter.sessions})
    ) present WHERE ${reachesInto(count)}
  ), step AS (
    SELECT series, start_ms AS at, 1 AS turn, 1 AS by FROM there
    UNION ALL SELECT series, end_ms, CASE WHEN end_ms > start_ms THEN 0 ELSE 2 END, -1 FROM there WHERE end_ms < ${count.to}
    UNION ALL SELECT series, bound, 1, 0
      FROM unnest(trim_array(${count.bounds}, 1)) AS bound, (VALUES ('people'), ('agents'), ('sessions')) AS s (series)
  ), moment AS (
    SELECT series, at, sum(by) OVER (PARTITION BY series ORDER BY at, turn) AS present FROM step
  )
  SELECT width_bucket(at, ${count.bounds}) AS bucket,
    max(present) FILTER (WHERE series = 'people')::int AS peak_people,
    max(present) FILTER (WHERE series = 'agents')::int AS peak_agents,
    max(present) FILTER (WHERE series = 'sessions')::int AS peak_sessions
  FROM moment GROUP BY 1`;
