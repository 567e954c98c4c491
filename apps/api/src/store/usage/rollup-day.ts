/**
 * Rolls a UTC day up: counts everything in it from rows, and replaces the earlier result. A transaction that changes a
 * row that counts in the day marks it (marks.ts), so it is known whether a rollup is fresh (US10).
 *
 * A day gets its row in `usage_day` under the head's lock: every later writer sees it and marks it, and every earlier
 * one has committed. What is counted, the increments and the mark are read in one snapshot. If two replicas roll up the
 * same day at once, one of them fails.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { slowSettings } from '../database/slow-settings';
import { clientOf } from '../sql/client';
import { lockHead } from '../database/lock-head';
import { type Fragment, literal, rows, sql, value } from '../sql/sql';
import { BUCKET_COLUMNS, bucketCounts } from './buckets';
import { type CountSql, countSql } from './contributions';
import { ROLL_STATEMENT_MS } from './freshness';
import type { IncrementPeriod } from './increments';
import { rangeSql, type RangeSql } from './intervals';
import { kinds } from './kinds';
import { ALL_COLUMNS } from '../entities/measures';
import { ALL_ROLLED_PARTS, ROLLED_PARTS, type RolledPart } from './part';
import { partCounts } from './parts';
import { QUARTER_MS } from './range-split';
import { EVERYTHING } from './usage-filter';

const QUARTER = literal(QUARTER_MS);

const quartersOf = (count: CountSql): Fragment => sql`
  INSERT INTO usage_quarter (quarter_ms, ${BUCKET_COLUMNS})
  SELECT (${count.bounds})[bucket], ${BUCKET_COLUMNS} FROM (${bucketCounts(count, EVERYTHING)}) counted`;

const kindsOf = (range: RangeSql): Fragment => sql`
  INSERT INTO usage_kind (quarter_ms, kind, key, count)
  SELECT at / ${QUARTER} * ${QUARTER}, kind, key, count(*) FROM (${kinds(range, EVERYTHING)}) one GROUP BY 1, 2, 3`;

const partsOf = (kind: RolledPart, count: CountSql): Fragment => sql`
  INSERT INTO usage_part (by, day_ms, key, ${ALL_COLUMNS})
  SELECT ${value(kind, 'text')}, ${count.from}, key, ${ALL_COLUMNS} FROM (${partCounts(kind, count, EVERYTHING)}) counted`;

const deleted = ({ from, to }: RangeSql): Fragment[] => [
  sql`DELETE FROM usage_quarter WHERE quarter_ms >= ${from} AND quarter_ms < ${to}`,
  sql`DELETE FROM usage_kind WHERE quarter_ms >= ${from} AND quarter_ms < ${to}`,
  sql`DELETE FROM usage_part WHERE ${ALL_ROLLED_PARTS} AND day_ms >= ${from} AND day_ms < ${to}`,
];

/** Creates the rows of days, under the head's lock. */
export async function enterDays(dataSource: DataSource, days: readonly number[]): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await lockHead(await clientOf(manager));
    await rows(
      manager,
      sql`INSERT INTO usage_day (day_ms, marks) SELECT day, 0 FROM unnest(${value(days, 'bigint[]')}) AS day ON CONFLICT DO NOTHING`,
    );
  });
}

/**
 * The day must have its row and be over. `incrementsOf` reads them in the same snapshot. Rejects if the day was marked
 * or rolled up meanwhile.
 */
export async function rollDay(
  dataSource: DataSource,
  dayMs: number,
  incrementsOf: (manager: EntityManager) => Promise<readonly IncrementPeriod[]>,
): Promise<void> {
  const toMs = dayMs + DAY_MS;
  const quarters = Array.from({ length: DAY_MS / QUARTER_MS + 1 }, (_, i) => dayMs + i * QUARTER_MS);
  const day = value(dayMs, 'bigint');
  await dataSource.transaction('REPEATABLE READ', async (manager) => {
    await manager.query(slowSettings(ROLL_STATEMENT_MS));
    const [entry] = await rows<{ marks: number }>(manager, sql`SELECT marks FROM usage_day WHERE day_ms = ${day}`);
    if (!entry) throw new Error(`${new Date(dayMs).toISOString()} has no row in usage_day`);
    const increments = await incrementsOf(manager);
    const range = rangeSql([dayMs, toMs]);
    const whole = countSql([dayMs, toMs], toMs, increments);
    for (const statement of [
      ...deleted(range),
      quartersOf(countSql(quarters, toMs, increments)),
      kindsOf(range),
      ...ROLLED_PARTS.map((kind) => partsOf(kind, whole)),
      sql`UPDATE usage_day SET rolled = ${value(entry.marks)} WHERE day_ms = ${day}`,
    ]) {
      await rows(manager, statement);
    }
  });
}
