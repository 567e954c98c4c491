/**
 * Sums the rolled days of a UTC month up once more, so that who had the most time in a year is told by a dozen sums of each, and not
 * by hundreds. Only time is, by which parts are ordered: all else is read by day, of the few parts that a page shows. The month that
 * goes on is summed up as far as its days are rolled up, and again with each day.
 *
 * Invariants: a month is made of rollups and never of rows, so it needs nothing that retention deletes; what it says and the days it
 * says it of are of one moment; it holds while each of those days does and none was rolled up anew since.
 */
import { DAY_MS, dayOf, dayStartMs, monthStart, nextMonthStart } from '@livekit-dashboard/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { slowSettings } from '../database/slow-settings';
import { ALL_ROLLED_PARTS, ROLL_STATEMENT_MS } from './day-rollup';
import type { Span } from './range-parts';
import { type RolledDay, rolledDays } from './usage-book';

interface Month {
  readonly span: Span;
  /** Of all its days; that of each only ever grows. */
  readonly rolled: number;
}

/** Months from their first day on, as far as no day is missing. `days`: in order. */
function monthsOf(days: readonly RolledDay[]): Month[] {
  const months: Month[] = [];
  for (const { dayMs, rolled } of days) {
    const [fromMs] = monthAt(dayMs);
    const last = months.at(-1);
    if (dayMs === fromMs) months.push({ span: [fromMs, dayMs + DAY_MS], rolled });
    else if (last?.span[1] === dayMs) {
      months[months.length - 1] = { span: [fromMs, dayMs + DAY_MS], rolled: last.rolled + rolled };
    }
  }
  return months;
}

function monthAt(ms: number): Span {
  const day = dayOf(ms);
  return [dayStartMs(monthStart(day)), dayStartMs(nextMonthStart(day))];
}

/** What is summed up and holds, if `days`, which are in order, are all that are rolled up. */
export async function heldMonths(manager: EntityManager, days: readonly RolledDay[]): Promise<Span[]> {
  const rows = await manager.query<{ fromMs: number; toMs: number; rolled: number }[]>(
    'SELECT month_ms AS "fromMs", to_ms AS "toMs", rolled FROM usage_month WHERE rolled IS NOT NULL ORDER BY month_ms',
  );
  const told = new Map(rows.map((row) => [row.fromMs, row]));
  const summedUp = days.filter(({ dayMs }) => dayMs < (told.get(monthAt(dayMs)[0])?.toMs ?? 0));
  const held = monthsOf(summedUp).filter(({ span: [fromMs, toMs], rolled }) => {
    const month = told.get(fromMs);
    return month?.toMs === toMs && month.rolled === rolled;
  });
  return held.map(({ span }) => span);
}

/** Starts of the months of which more can be summed up than holds, the latest first. */
export async function dueMonths(manager: EntityManager, nowMs: number): Promise<number[]> {
  const days = await rolledDays(manager, 0, nowMs);
  const held = new Map(await heldMonths(manager, days));
  const due = monthsOf(days).filter(({ span: [fromMs, toMs] }) => held.get(fromMs) !== toMs);
  return due.map(({ span: [fromMs] }) => fromMs).reverse();
}

/** Does nothing if its first day was marked meanwhile. Rejects if another replica sums it up, or an erasure renames a part of it. */
export async function sumMonthUp(dataSource: DataSource, monthMs: number): Promise<void> {
  // By itself: whoever changes the days meanwhile finds the row, and waits for what follows or makes it fail.
  await dataSource.query('INSERT INTO usage_month (month_ms, to_ms) VALUES ($1, $1) ON CONFLICT DO NOTHING', [monthMs]);
  await dataSource.transaction('REPEATABLE READ', async (manager) => {
    await manager.query(slowSettings(ROLL_STATEMENT_MS));
    const [month] = monthsOf(await rolledDays(manager, ...monthAt(monthMs)));
    if (!month) return;
    const [fromMs, toMs] = month.span;
    await manager.query('UPDATE usage_month SET to_ms = $2, rolled = $3 WHERE month_ms = $1', [
      fromMs,
      toMs,
      month.rolled,
    ]);
    await manager.query('DELETE FROM usage_month_part WHERE month_ms = $1', [fromMs]);
    await manager.query(
      `INSERT INTO usage_month_part (by, key, month_ms, ms)
       SELECT by, key, $1::bigint, sum(person_ms + agent_ms) FROM usage_part
       WHERE ${ALL_ROLLED_PARTS} AND day_ms >= $1::bigint AND day_ms < $2::bigint GROUP BY by, key`,
      [fromMs, toMs],
    );
  });
}

/** The rollups of these days are no longer what their months were summed up of. Waits for those that are at it. */
export async function forgetMonthsOf(manager: EntityManager, days: readonly number[]): Promise<void> {
  const months = [...new Set(days.map((dayMs) => monthAt(dayMs)[0]))];
  // A month that has no row gets one: whoever is about to sum it up for the first time waits for it.
  await manager.query(
    `INSERT INTO usage_month (month_ms, to_ms) SELECT month, month FROM unnest($1::bigint[]) AS month
     ON CONFLICT (month_ms) DO UPDATE SET rolled = NULL`,
    [months],
  );
}
