/**
 * How long a range may be. Every answer that has an entry a day would otherwise grow with the dates in the request, and
 * years 1 to 9999 are valid dates: a single request could block the event loop for minutes.
 */
import { RANGE_LIMIT_DAYS } from '@livekit-dashboard/contracts';
import { DAY_MS, dayOf, dayStartMs, startOfDay } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import type { MsRange } from './range-split';

/** The range is longer than one answer may cover. */
export class RangeTooLongError extends Error {
  readonly field = 'from';

  constructor(limitDays: number) {
    super(`The range must not be longer than ${limitDays} days.`);
  }
}

/** The start of what is stored, in rows or in rollups alone. Null: nothing is stored. */
async function firstStoredMs(manager: EntityManager): Promise<number | null> {
  const rows = await manager.query<{ ms: number | null }[]>(
    `SELECT least(
       (SELECT min(order_ms) FROM session),
       (SELECT min(day_ms) FROM usage_day WHERE rolled IS NOT NULL),
       (SELECT min(started_ms) FROM egress WHERE session_sid IS NULL),
       (SELECT min(started_ms) FROM ingress WHERE session_sid IS NULL),
       (SELECT min(p.joined_ms) FROM participant p WHERE (p.source, p.session_sid) =
         (SELECT s.source, s.sid FROM session s ORDER BY s.order_ms, s.sid LIMIT 1))) AS ms`,
  );
  return rows[0]?.ms ?? null;
}

/**
 * The range itself if it is short enough. A longer one begins with the UTC day of the first stored data. Throws
 * `RangeTooLongError` if it is still too long.
 */
export async function boundedRange(
  manager: EntityManager,
  [fromMs, toMs]: MsRange,
  limitDays: number = RANGE_LIMIT_DAYS.day,
): Promise<MsRange> {
  const limitMs = limitDays * DAY_MS;
  if (toMs - fromMs <= limitMs) return [fromMs, toMs];
  const firstMs = await firstStoredMs(manager);
  const startMs = firstMs === null ? toMs : Math.min(Math.max(fromMs, startOfDay(firstMs)), toMs);
  if (toMs - startMs > limitMs) throw new RangeTooLongError(limitDays);
  return [startMs, toMs];
}

export interface DayRange {
  /** UTC days, `[from, to)`. */
  readonly from: string;
  readonly to: string;
}

/** The same for UTC days. A range that is too long also ends with today. */
export async function boundedDays(manager: EntityManager, days: DayRange, nowMs: number): Promise<DayRange> {
  const [fromMs, toMs] = [dayStartMs(days.from), dayStartMs(days.to)];
  if (toMs - fromMs <= RANGE_LIMIT_DAYS.day * DAY_MS) return days;
  const endMs = Math.min(toMs, startOfDay(nowMs) + DAY_MS);
  const [from, to] = await boundedRange(manager, [Math.min(fromMs, endMs), endMs]);
  return { from: dayOf(from), to: dayOf(to) };
}
