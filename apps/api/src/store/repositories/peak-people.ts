import type { EntityManager } from 'typeorm';
import type { SessionRow } from '../views';

/**
 * The most persons in a session at one time: each join counts up, each leave down. Within one millisecond who was there before
 * leaves first, then come the joins, then leave those who came just then: they were there, if only for that moment.
 */
export async function peakPeople(manager: EntityManager, { source, sid }: SessionRow): Promise<number> {
  const rows = await manager.query<{ peak: number | null }[]>(
    `WITH person AS (
       SELECT joined_ms, left_ms FROM participant
       WHERE source = $1 AND session_sid = $2 AND joined_ms IS NOT NULL AND kind NOT IN ('AGENT', 'EGRESS', 'INGRESS')
     ), step AS (
       SELECT joined_ms AS at, 1 AS turn, 1 AS by FROM person
       UNION ALL SELECT left_ms, CASE WHEN left_ms > joined_ms THEN 0 ELSE 2 END, -1 FROM person WHERE left_ms IS NOT NULL
     )
     SELECT max(present)::int AS peak FROM (SELECT sum(by) OVER (ORDER BY at, turn) AS present FROM step) moment`,
    [source, sid],
  );
  return rows[0]?.peak ?? 0;
}
