/**
 * SQL of the most people, agents and sessions at one time within each piece of a range, exactly: a sweep over the intervals. Within
 * one millisecond who was there before leaves first, then come the joins, then leave those who came just then (as in
 * peak-people.ts); at each cut a step of nobody tells how many were there.
 * Parameters as in shares.ts: `$1`, `$2` the range, `$3` is not used, `$4` the cuts.
 */
import { EVERYTHING, spans } from './spans';

const SESSIONS = `
  SELECT 'sessions' AS series, order_ms AS j, ended_ms AS e FROM session
  WHERE order_ms < $2::bigint AND (state = 'active' OR ended_ms >= $1::bigint)`;

export const PEAKS = `
  WITH span AS (${spans(EVERYTHING)}), there AS MATERIALIZED (
    SELECT CASE WHEN person THEN 'people' ELSE 'agents' END AS series, greatest(j, $1::bigint) AS j, left_ms AS e FROM span
    WHERE connection AND (person OR kind = 'AGENT') AND (left_ms IS NULL OR left_ms > $1::bigint OR (left_ms = j AND j = $1::bigint))
    UNION ALL SELECT series, greatest(j, $1::bigint), e FROM (${SESSIONS}) session
      WHERE e IS NULL OR e > $1::bigint OR (e = j AND j = $1::bigint)
  ), step AS (
    SELECT series, j AS at, 1 AS turn, 1 AS by FROM there
    UNION ALL SELECT series, e, CASE WHEN e > j THEN 0 ELSE 2 END, -1 FROM there WHERE e < $2::bigint
    UNION ALL SELECT series, cut, 1, 0 FROM unnest(($4::bigint[])[:cardinality($4::bigint[]) - 1]) AS cut, (VALUES ('people'), ('agents'), ('sessions')) AS s (series)
  ), moment AS (
    SELECT series, at, sum(by) OVER (PARTITION BY series ORDER BY at, turn) AS present FROM step
  )
  SELECT width_bucket(at, $4::bigint[]) AS piece,
    coalesce(max(present) FILTER (WHERE series = 'people'), 0)::int AS peak_people,
    coalesce(max(present) FILTER (WHERE series = 'agents'), 0)::int AS peak_agents,
    coalesce(max(present) FILTER (WHERE series = 'sessions'), 0)::int AS peak_sessions
  FROM moment GROUP BY piece`;
