/** Which days are rolled up, and which should be. */
import { DAY_MS, startOfDay } from '@livekit-dashboard/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { MINIMUM_REACH_MS } from './spans';

/** LiveKit's first release; what is dated before it is dated wrongly, and is counted from its rows whenever it is asked for. */
const FIRST_DAY_MS = Date.UTC(2021, 0, 1);
/** A day is rolled up this long after it is over: clocks of replicas differ, and the last events are on their way. */
const SETTLED_AFTER_MS = 60 * 60 * 1000;

export interface RolledDay {
  readonly dayMs: number;
  /** Grows each time it is rolled up after a change. */
  readonly rolled: number;
}

/** The days that touch `[fromMs, toMs)` and whose rollup holds, in order. */
export const rolledDays = (manager: EntityManager, fromMs: number, toMs: number): Promise<RolledDay[]> =>
  manager.query(
    `SELECT day_ms AS "dayMs", rolled FROM usage_day
     WHERE rolled = marks AND day_ms > $1::bigint - ${DAY_MS} AND day_ms < $2::bigint ORDER BY day_ms`,
    [fromMs, toMs],
  );

/** SQL of the days (`day`) before `$1` since the first session, if there is one, and whose rollup does not hold. */
const UNROLLED = `
  FROM (SELECT greatest(min(order_ms) / ${DAY_MS} * ${DAY_MS}, ${FIRST_DAY_MS}) AS first FROM session HAVING min(order_ms) IS NOT NULL) known,
    generate_series(first, $1::bigint - ${DAY_MS}, ${DAY_MS}) AS day
  WHERE NOT EXISTS (SELECT 1 FROM usage_day d WHERE d.day_ms = day AND d.rolled = d.marks)`;

/** Up to `limit` days that are over and whose rollup does not hold, the latest first: it is what people ask for. */
export async function dueDays(dataSource: DataSource, nowMs: number, limit: number): Promise<number[]> {
  const rows = await dataSource.query<{ day: number }[]>(`SELECT day ${UNROLLED} ORDER BY day DESC LIMIT $2`, [
    startOfDay(nowMs - SETTLED_AFTER_MS),
    limit,
  ]);
  return rows.map(({ day }) => day);
}

/**
 * Sessions that ended before this are counted for good, and may go: `fromMs`, a day that nothing before is marked any more, or less while
 * an earlier day is not rolled up; and less by what a minimum may still count.
 */
export async function countedBefore(dataSource: DataSource, fromMs: number): Promise<number> {
  const rows = await dataSource.query<{ day: number | null }[]>(`SELECT min(day) AS day ${UNROLLED}`, [fromMs]);
  return (rows[0]?.day ?? fromMs) - MINIMUM_REACH_MS;
}

/** SQL of a day that no deletion reached. */
export const CAN_BE_COUNTED = 'day_ms >= coalesce((SELECT sessions_from_ms FROM stream_head WHERE id = 1), 0)';

/**
 * What joined on this day or later counts otherwise than before. Days before what retention keeps of sessions keep their rollups:
 * rows of theirs are deleted, so nobody can count them again.
 */
export async function markFrom(manager: EntityManager, dayMs: number): Promise<void> {
  await manager.query(
    `UPDATE usage_day SET marks = marks + 1
     WHERE day_ms >= $1 AND day_ms >= (SELECT min(order_ms) FROM session) / ${DAY_MS} * ${DAY_MS} AND ${CAN_BE_COUNTED}`,
    [dayMs],
  );
}
