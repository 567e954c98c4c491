/**
 * A person who joins again before the old connection has left is there once: overlapping connections of one identity in one session are
 * one interval before anything is counted (US13).
 */
import { OPEN_MS } from '../entities/session.entity';
import { type Fragment, literal, sql } from '../sql/sql';

/**
 * `WITH` clauses that end in `present_interval`: the intervals (`series`, `start_ms`, `end_ms`, null: open) of `connections` (`series`,
 * `source`, `session_sid`, `sid`, `identity`, `start_ms`, `end_ms`), overlapping ones of one identity in one session as one. A
 * connection without an identity is by itself.
 *
 * An interval has its start and not its end, but one that ends as it starts has that instant. So `until` is in halves of a millisecond:
 * a join in the very millisecond of the leave begins another interval, and the sweep applies the leave first.
 */
export const personIntervals = (connections: Fragment): Fragment => sql`
  connected AS (${connections}), ordered AS (
    SELECT *, coalesce(nullif(identity, ''), sid) AS who, coalesce(identity, '') = '' AS nameless,
      CASE WHEN end_ms IS NULL THEN 2 * ${literal(OPEN_MS)} WHEN end_ms = start_ms THEN 2 * start_ms + 1 ELSE 2 * end_ms END AS until
    FROM connected
  ), reached AS (
    SELECT *, max(until) OVER (PARTITION BY series, source, session_sid, nameless, who ORDER BY start_ms, until
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach
    FROM ordered
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE reach IS NULL OR reach <= 2 * start_ms)
      OVER (PARTITION BY series, source, session_sid, nameless, who ORDER BY start_ms, until ROWS UNBOUNDED PRECEDING) AS island
    FROM reached
  ), present_interval AS (
    SELECT series, min(start_ms) AS start_ms, CASE WHEN bool_and(end_ms IS NOT NULL) THEN max(end_ms) END AS end_ms FROM numbered
    GROUP BY series, source, session_sid, nameless, who, island
  )`;
