/**
 * Rolls a UTC day up: counts everything in it from the rows themselves, and replaces what was counted before. Whoever changes a row
 * that counts in the day marks it in its own transaction (marks.ts), so a rollup is known to hold or not.
 *
 * Invariants: a day enters the book under the head's lock, so every writer after it sees it, and everybody before it has committed;
 * what is counted, the increments it is cut by and the marks are of one moment; of two who roll the same day at once one gives way.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { slowSettings } from '../database/slow-settings';
import { sqlOf } from '../database/sql';
import { lockHead } from '../repositories/lock-head';
import { kinds } from './kinds';
import { COLUMNS } from './measures';
import { type PartKind, partCounts } from './part-counts';
import { PEAKS, pieceCounts } from './piece-counts';
import type { GridPeriod } from './shares';
import { EVERYTHING } from './usage-filter';

export const QUARTER_MS = 15 * 60 * 1000;
/** A shutdown waits for the statement it is at, and is given 30 s by compose. */
export const ROLL_STATEMENT_MS = 25_000;

const QUARTERS = `
  INSERT INTO usage_quarter (quarter_ms, ${[...COLUMNS, ...PEAKS].join(', ')})
  SELECT ($4::bigint[])[piece], ${[...COLUMNS, ...PEAKS].join(', ')} FROM (${pieceCounts(EVERYTHING)}) counted`;

const KINDS = `
  INSERT INTO usage_kind (quarter_ms, kind, key, count)
  SELECT at / ${QUARTER_MS} * ${QUARTER_MS}, kind, key, count(*) FROM (${kinds(EVERYTHING)}) one GROUP BY 1, 2, 3`;

const ROLLED_PARTS = ['room', 'identity', 'agent'] as const;
type RolledPart = (typeof ROLLED_PARTS)[number];
export const isRolledPart = (kind: PartKind): kind is RolledPart =>
  (ROLLED_PARTS as readonly PartKind[]).includes(kind);

/** SQL. Every kind is named: the index begins with it, and a year has millions of parts. */
export const ALL_ROLLED_PARTS = `by IN (${ROLLED_PARTS.map((kind) => `'${kind}'`).join(', ')})`;

const partsOf = (kind: RolledPart): string => `
  INSERT INTO usage_part (by, day_ms, key, ${COLUMNS.join(', ')})
  SELECT '${kind}', $1::bigint, key, ${COLUMNS.join(', ')} FROM (${partCounts(kind, EVERYTHING)}) counted`;

const CLEAR = [
  'DELETE FROM usage_quarter WHERE quarter_ms >= $1::bigint AND quarter_ms < $2::bigint',
  'DELETE FROM usage_kind WHERE quarter_ms >= $1::bigint AND quarter_ms < $2::bigint',
  `DELETE FROM usage_part WHERE ${ALL_ROLLED_PARTS} AND day_ms >= $1::bigint AND day_ms < $2::bigint`,
];

/** Enters days into the book, under the head's lock. */
export async function enterDays(dataSource: DataSource, days: readonly number[]): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await lockHead(await sqlOf(manager));
    await manager.query(
      'INSERT INTO usage_day (day_ms, marks) SELECT day, 0 FROM unnest($1::bigint[]) AS day ON CONFLICT DO NOTHING',
      [days],
    );
  });
}

/** The day must be in the book and over. `gridsOf` reads them of the same moment. Rejects if somebody marked or rolled it meanwhile. */
export async function rollDay(
  dataSource: DataSource,
  dayMs: number,
  gridsOf: (manager: EntityManager) => Promise<readonly GridPeriod[]>,
): Promise<void> {
  const toMs = dayMs + DAY_MS;
  const quarters = Array.from({ length: DAY_MS / QUARTER_MS + 1 }, (_, i) => dayMs + i * QUARTER_MS);
  await dataSource.transaction('REPEATABLE READ', async (manager) => {
    await manager.query(slowSettings(ROLL_STATEMENT_MS));
    const [day] = await manager.query<{ marks: number }[]>('SELECT marks FROM usage_day WHERE day_ms = $1', [dayMs]);
    if (!day) throw new Error(`${new Date(dayMs).toISOString()} is not in the book`);
    const grids = JSON.stringify(await gridsOf(manager));
    for (const clear of CLEAR) await manager.query(clear, [dayMs, toMs]);
    const counted = (cuts: readonly number[]): unknown[] => [dayMs, toMs, toMs, cuts, grids];
    await manager.query(QUARTERS, counted(quarters));
    await manager.query(KINDS, [dayMs, toMs]);
    for (const kind of ROLLED_PARTS) await manager.query(partsOf(kind), counted([dayMs, toMs]));
    await manager.query('UPDATE usage_day SET rolled = $2 WHERE day_ms = $1', [dayMs, day.marks]);
  });
}
