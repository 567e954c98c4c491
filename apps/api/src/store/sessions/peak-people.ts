import type { EntityManager } from 'typeorm';
import { isPerson } from './persons';
import { raw, rows, sql, value } from '../sql/sql';
import { personIntervals } from './person-intervals';
import type { SessionRow } from '../entities/session.entity';

/**
 * The most persons in a session at one time: each join counts up, each leave down. Overlapping connections of one
 * identity are one person. Within one millisecond the leaves of earlier connections come first, then the joins, then
 * the leaves of connections that joined in it, which were present for that millisecond.
 */
export async function peakPeople(manager: EntityManager, { source, sid }: SessionRow): Promise<number> {
  const [found] = await rows<{ peak: number | null }>(
    manager,
    sql`WITH ${personIntervals(sql`
       SELECT 'people' AS series, t.source, t.session_sid, t.sid, t.identity, t.joined_ms AS start_ms, t.left_ms AS end_ms FROM participant t
       WHERE t.source = ${value(source)} AND t.session_sid = ${value(sid)} AND t.state <> 'aborted' AND t.joined_ms IS NOT NULL
         AND ${raw(isPerson('t'))}`)}, step AS (
       SELECT start_ms AS at, 1 AS turn, 1 AS by FROM present_interval
       UNION ALL SELECT end_ms, CASE WHEN end_ms > start_ms THEN 0 ELSE 2 END, -1 FROM present_interval WHERE end_ms IS NOT NULL
     )
     SELECT max(present)::int AS peak FROM (SELECT sum(by) OVER (ORDER BY at, turn) AS present FROM step) moment`,
  );
  return found?.peak ?? 0;
}
