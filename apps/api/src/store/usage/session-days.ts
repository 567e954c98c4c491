import { DAY_MS, dayAfter, dayOf } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { rows, sql, value } from '../sql/sql';
import type { DayRange } from './bounded-range';
import { MINIMUM_REACH_MS } from './intervals';

/**
 * The UTC days in which a session counts: from its start, or the first join if that is earlier, to the end of the last
 * minimum duration. Null if no session is given, or none is stored.
 */
export async function daysOfSession(
  manager: EntityManager,
  { session, source }: { readonly session?: string | undefined; readonly source?: string | undefined },
  nowMs: number,
): Promise<DayRange | null> {
  if (session === undefined) return null;
  const server = value(source ?? null, 'text');
  const [found] = await rows<{ fromMs: number | null; toMs: number | null }>(
    manager,
    sql`SELECT min(least(s.order_ms, p.first)) AS "fromMs", max(greatest(coalesce(s.ended_ms, ${value(nowMs, 'bigint')}), p.last)) AS "toMs"
        FROM session s CROSS JOIN LATERAL (
          SELECT min(coalesce(joined_ms, left_ms)) AS first, max(left_ms) AS last FROM participant p
          WHERE p.source = s.source AND p.session_sid = s.sid
        ) p
        WHERE s.sid = ${value(session)} AND (${server} IS NULL OR s.source = ${server})`,
  );
  const { fromMs, toMs } = found ?? { fromMs: null, toMs: null };
  if (fromMs === null || toMs === null) return null;
  return { from: dayOf(fromMs), to: dayAfter(dayOf(Math.min(toMs + MINIMUM_REACH_MS, nowMs + DAY_MS))) };
}
