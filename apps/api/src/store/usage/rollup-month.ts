/**
 * Sums the rolled days of a UTC month up once more, so that the time of a part in a year is a sum of twelve numbers
 * instead of hundreds. Only time is summed up, by which parts are ordered; everything else is read by day, for the few
 * parts that a page shows. The current month is summed up as far as its days are rolled up, and again with each day.
 *
 * A month is made from rollups and never from rows, so it needs nothing that retention deletes. Its sums and the days
 * that they cover are of one snapshot. It is fresh while each of those days is fresh and none was rolled up again
 * (US11).
 */
import { DAY_MS, dayOf, dayStartMs, monthStart, nextMonthStart } from '@livekit-dashboard/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { slowSettings } from '../database/slow-settings';
import { type Fragment, rows, sql, value } from '../sql/sql';
import { freshDays, ROLL_STATEMENT_MS, type RolledDay } from './freshness';
import { ALL_ROLLED_PARTS } from './part';
import type { MsRange } from './range-split';

interface Month {
  readonly range: MsRange;
  /** The sum of the versions of its days, each of which only grows. */
  readonly rolled: number;
}

/** Months from their first day on, as far as no day is missing. `days`: in order. */
function monthsOf(days: readonly RolledDay[]): Month[] {
  const months: Month[] = [];
  for (const { dayMs, rolled } of days) {
    const [fromMs] = monthAt(dayMs);
    const last = months.at(-1);
    if (dayMs === fromMs) months.push({ range: [fromMs, dayMs + DAY_MS], rolled });
    else if (last?.range[1] === dayMs) {
      months[months.length - 1] = { range: [fromMs, dayMs + DAY_MS], rolled: last.rolled + rolled };
    }
  }
  return months;
}

function monthAt(ms: number): MsRange {
  const day = dayOf(ms);
  return [dayStartMs(monthStart(day)), dayStartMs(nextMonthStart(day))];
}

/** The sums that are fresh, if `days`, which are in order, are all fresh days. */
export async function freshMonths(manager: EntityManager, days: readonly RolledDay[]): Promise<MsRange[]> {
  const stored = await rows<{ fromMs: number; toMs: number; rolled: number }>(
    manager,
    sql`SELECT month_ms AS "fromMs", to_ms AS "toMs", rolled FROM usage_month WHERE rolled IS NOT NULL ORDER BY month_ms`,
  );
  const byStart = new Map(stored.map((row) => [row.fromMs, row]));
  const covered = days.filter(({ dayMs }) => dayMs < (byStart.get(monthAt(dayMs)[0])?.toMs ?? 0));
  const fresh = monthsOf(covered).filter(({ range: [fromMs, toMs], rolled }) => {
    const month = byStart.get(fromMs);
    return month?.toMs === toMs && month.rolled === rolled;
  });
  return fresh.map(({ range }) => range);
}

/** Starts of the months that have more fresh days than their sums cover, the latest first. */
export async function dueMonths(manager: EntityManager, nowMs: number): Promise<number[]> {
  const days = await freshDays(manager, 0, nowMs);
  const fresh = new Map(await freshMonths(manager, days));
  const due = monthsOf(days).filter(({ range: [fromMs, toMs] }) => fresh.get(fromMs) !== toMs);
  return due.map(({ range: [fromMs] }) => fromMs).reverse();
}

/**
 * Does nothing if its first day was marked meanwhile. Rejects if another replica sums it up, or an erasure renames a
 * part of it.
 */
export async function sumMonthUp(dataSource: DataSource, monthMs: number): Promise<void> {
  // In a transaction of its own, so that a writer that changes the days meanwhile finds the row: it waits for this, or
  // makes it fail.
  const month = value(monthMs, 'bigint');
  await rows(
    dataSource,
    sql`INSERT INTO usage_month (month_ms, to_ms) VALUES (${month}, ${month}) ON CONFLICT DO NOTHING`,
  );
  await dataSource.transaction('REPEATABLE READ', async (manager) => {
    await manager.query(slowSettings(ROLL_STATEMENT_MS));
    const [summed] = monthsOf(await freshDays(manager, ...monthAt(monthMs)));
    if (!summed) return;
    const [from, to] = summed.range.map((ms) => value(ms, 'bigint')) as [Fragment, Fragment];
    await rows(
      manager,
      sql`UPDATE usage_month SET to_ms = ${to}, rolled = ${value(summed.rolled)} WHERE month_ms = ${from}`,
    );
    await rows(manager, sql`DELETE FROM usage_month_part WHERE month_ms = ${from}`);
    await rows(
      manager,
      sql`INSERT INTO usage_month_part (by, key, month_ms, ms)
          SELECT by, key, ${from}, sum(person_ms + agent_ms) FROM usage_part
          WHERE ${ALL_ROLLED_PARTS} AND day_ms >= ${from} AND day_ms < ${to} GROUP BY by, key`,
    );
  });
}

/** The sums of the months of these days are no longer fresh. Waits for transactions that sum them up. */
export async function forgetMonthsOf(manager: EntityManager, days: readonly number[]): Promise<void> {
  const months = [...new Set(days.map((dayMs) => monthAt(dayMs)[0]))];
  // A month without a row gets one, so that a transaction that is about to sum it up for the first time waits for it.
  await rows(
    manager,
    sql`INSERT INTO usage_month (month_ms, to_ms) SELECT month, month FROM unnest(${value(months, 'bigint[]')}) AS month
        ON CONFLICT (month_ms) DO UPDATE SET rolled = NULL`,
  );
}
