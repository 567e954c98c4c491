/**
 * Which days are rolled up, and which should be. A rollup is fresh while `rolled` is `marks`, the version of its day: a
 * transaction that changes a row that counts in the day adds one to it (marks.ts, US10).
 */
import { DAY_MS, startOfDay } from '@livekit-dashboard/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { type Fragment, literal, rows, sql, value } from '../sql/sql';
import { MINIMUM_REACH_MS } from './intervals';

/** LiveKit's first release. An earlier date is wrong, and is counted from its rows on each request. */
export const FIRST_DAY_MS = Date.UTC(2021, 0, 1);
/** Time limit of a rollup's statement: a shutdown waits for the current one, and compose allows 30 s. */
export const ROLL_STATEMENT_MS = 25_000;
/** A day is rolled up this long after it is over: clocks of replicas differ, and its last events arrive late. */
const SETTLED_AFTER_MS = 60 * 60 * 1000;

export interface RolledDay {
  readonly dayMs: number;
  /** Grows each time the day is rolled up after a change. */
  readonly rolled: number;
}

const DAY = literal(DAY_MS);

/** The days that touch `[fromMs, toMs)` and whose rollup is fresh, in order. */
export const freshDays = (manager: EntityManager, fromMs: number, toMs: number): Promise<RolledDay[]> =>
  rows(
    manager,
    sql`SELECT day_ms AS "dayMs", rolled FROM usage_day
        WHERE rolled = marks AND day_ms > ${value(fromMs, 'bigint')} - ${DAY} AND day_ms < ${value(toMs, 'bigint')} ORDER BY day_ms`,
  );

/**
 * `FROM` and `WHERE` of the days (`day`) before `beforeMs` since the first session, if there is one, whose rollup is
 * not fresh.
 */
const staleBefore = (beforeMs: number): Fragment => sql`
  FROM (SELECT greatest(min(order_ms) / ${DAY} * ${DAY}, ${literal(FIRST_DAY_MS)}) AS first FROM session HAVING min(order_ms) IS NOT NULL) known,
    generate_series(first, ${value(beforeMs, 'bigint')} - ${DAY}, ${DAY}) AS day
  WHERE NOT EXISTS (SELECT 1 FROM usage_day d WHERE d.day_ms = day AND d.rolled = d.marks)`;

/** Up to `limit` days that are over and whose rollup is not fresh, the latest first: those are requested most. */
export async function dueDays(dataSource: DataSource, nowMs: number, limit: number): Promise<number[]> {
  const stale = staleBefore(startOfDay(nowMs - SETTLED_AFTER_MS));
  const due = await rows<{ day: number }>(
    dataSource,
    sql`SELECT day ${stale} ORDER BY day DESC LIMIT ${literal(limit)}`,
  );
  return due.map(({ day }) => day);
}

/**
 * Sessions that ended before this are fully counted and may be deleted. It is `fromMs`, a day before which no day is
 * marked any more, or earlier while an earlier day is not rolled up, minus the time that a minimum may still count.
 */
export async function countedBefore(dataSource: DataSource, fromMs: number): Promise<number> {
  const [first] = await rows<{ day: number | null }>(dataSource, sql`SELECT min(day) AS day ${staleBefore(fromMs)}`);
  return (first?.day ?? fromMs) - MINIMUM_REACH_MS;
}

/** SQL: no deletion has reached the day. */
export const CAN_BE_COUNTED = 'day_ms >= coalesce((SELECT sessions_from_ms FROM stream_head WHERE id = 1), 0)';

/**
 * Marks this day and all later ones, since what joined on them counts differently now. Days before what retention keeps
 * of sessions keep their rollups, because their rows are deleted and cannot be counted again.
 */
export async function markFrom(manager: EntityManager, dayMs: number): Promise<void> {
  await manager.query(
    `UPDATE usage_day SET marks = marks + 1
     WHERE day_ms >= $1 AND day_ms >= (SELECT min(order_ms) FROM session) / ${DAY_MS} * ${DAY_MS} AND ${CAN_BE_COUNTED}`,
    [dayMs],
  );
}
