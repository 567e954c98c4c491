/**
 * Which sessions are counted for good. Usage is counted from rows, so a session may go only when every day it counts in is rolled up,
 * and those days are never counted again: they are before `sessions_from_ms`, and nothing marks them (usage-book.ts).
 */
import type { DataSource } from 'typeorm';
import { MINIMUM_REACH_MS } from '../usage/spans';
import { FIRST_DAY_MS } from '../usage/usage-book';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The UTC day begins here: what ended before it, and before what a minimum may still count, is in no later day. */
export const dayOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** Sessions that ended before this may go: `fromMs`, or less while an earlier day is not rolled up. */
export async function countedBefore(dataSource: DataSource, fromMs: number): Promise<number> {
  const rows = await dataSource.query<{ day: number | null }[]>(
    `SELECT min(day) AS day FROM (SELECT greatest(min(order_ms) / ${DAY_MS} * ${DAY_MS}, ${FIRST_DAY_MS}) AS first FROM session) known,
       generate_series(first, $1::bigint - ${DAY_MS}, ${DAY_MS}) AS day
     WHERE NOT EXISTS (SELECT 1 FROM usage_day d WHERE d.day_ms = day AND d.rolled = d.marks)`,
    [fromMs],
  );
  return (rows[0]?.day ?? fromMs) - MINIMUM_REACH_MS;
}
