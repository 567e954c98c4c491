/**
 * SQL of the most people, agents and sessions at one time within each piece of a range, exactly: a sweep over the intervals. Within
 * one millisecond who was there before leaves first, then come the joins, then leave those who came just then (as in
 * peak-people.ts). At each cut a step of nobody tells how many were there. Parameters as in shares.ts.
 */
import { spans } from './spans';
import type { FilterSql } from './usage-filter';

/** Narrows the sessions: SQL over the alias `s`. */
const sessionsThat = (filter: string): string => `
  SELECT 'sessions', greatest(s.order_ms, $1::bigint), s.ended_ms FROM session s
  WHERE s.order_ms < $2::bigint AND (s.state = 'active' OR s.ended_ms >= $1::bigint) AND (${filter})`;

const STILL_THERE = 'e IS NULL OR e > $1::bigint OR e = j';

export const peaks = (filter: FilterSql): string => `
  WITH there AS MATERIALIZED (
    SELECT * FROM (
      SELECT CASE WHEN person THEN 'people' ELSE 'agents' END AS series, greatest(j, $1::bigint) AS j, left_ms AS e
        FROM (${spans(filter)}) span WHERE connection AND (person OR kind = 'AGENT')
      UNION ALL ${sessionsThat(filter.sessions)}
    ) interval WHERE ${STILL_THERE}
  ), step AS (
    SELECT series, j AS at, 1 AS turn, 1 AS by FROM there
    UNION ALL SELECT series, e, CASE WHEN e > j THEN 0 ELSE 2 END, -1 FROM there WHERE e < $2::bigint
    UNION ALL SELECT series, cut, 1, 0
      FROM unnest(trim_array($4::bigint[], 1)) AS cut, (VALUES ('people'), ('agents'), ('sessions')) AS s (series)
  ), moment AS (
    SELECT series, at, sum(by) OVER (PARTITION BY series ORDER BY at, turn) AS present FROM step
  )
  SELECT width_bucket(at, $4::bigint[]) AS piece,
    max(present) FILTER (WHERE series = 'people')::int AS peak_people,
    max(present) FILTER (WHERE series = 'agents')::int AS peak_agents,
    max(present) FILTER (WHERE series = 'sessions')::int AS peak_sessions
  FROM moment GROUP BY 1`;
