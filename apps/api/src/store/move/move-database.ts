/**
 * Moves everything of one database into another, table by table, including what no replay of events would restore
 * (sessions whose events are deleted, rates, tombstones, erasures, rollups). Offsets stay, and the epoch is a new one
 * (ST8).
 *
 * Invariants: one transaction, so that any failure leaves the target empty; its locks keep other writers out until
 * then; it commits only if every table has as many rows as in the source. The caller ensures that nothing writes the
 * source.
 */
import type { DataSource } from 'typeorm';
import { withoutTimeLimit } from '../database/data-source';
import { onConnection } from '../database/on-connection';
import type { SqlClient } from '../sql/client';
import { copyTable } from './copy-table';
import { refuseRows } from './empty-target';
import { quoted, type Table, tablesOf } from './tables';

export interface MovedTable {
  readonly name: string;
  readonly rows: number;
}

/** Both databases must be migrated. Throws `TargetNotEmptyError`. */
export async function moveDatabase(
  source: DataSource,
  target: DataSource,
  progress: (table: string, rows: number) => void,
): Promise<MovedTable[]> {
  return withoutTimeLimits(source, (from) =>
    withoutTimeLimits(target, async (to) => {
      const tables = await tablesOf(to);
      const moved = await onConnection(from, (reading) =>
        onConnection(to, (writing) => moveTables(reading, writing, tables, progress)),
      );
      await to.query('ANALYZE'); // otherwise the first queries would be planned for empty tables
      return moved;
    }),
  );
}

/** Opens the same database without a query timeout. */
async function withoutTimeLimits<T>(dataSource: DataSource, work: (unlimited: DataSource) => Promise<T>): Promise<T> {
  const patient = await withoutTimeLimit(dataSource).initialize();
  try {
    return await work(patient);
  } finally {
    await patient.destroy();
  }
}

async function moveTables(
  from: SqlClient,
  to: SqlClient,
  tables: readonly Table[],
  progress: (table: string, rows: number) => void,
): Promise<MovedTable[]> {
  const names = tables.map(({ name }) => name);
  await to.query('BEGIN');
  await to.query(`LOCK TABLE ${names.map(quoted).join(', ')} IN ACCESS EXCLUSIVE MODE`);
  await refuseRows((sql) => to.query(sql), names);
  const [made] = await to.query<{ identity: string }[]>(
    'DELETE FROM stream_head RETURNING database_identity AS identity',
  );
  const moved: MovedTable[] = [];
  for (const table of tables) {
    const rows = await copyTable(from, to, table, (soFar) => progress(table.name, soFar));
    moved.push({ name: table.name, rows });
  }
  await to.query('UPDATE stream_head SET epoch = gen_random_uuid(), database_identity = $1', [made?.identity ?? '']);
  for (const { name } of moved) await compareCounts(from, to, name);
  await to.query('COMMIT');
  return moved;
}

async function compareCounts(from: SqlClient, to: SqlClient, table: string): Promise<void> {
  const count = `SELECT count(*)::int AS rows FROM ${quoted(table)}`;
  const [[was], [is]] = [await from.query<{ rows: number }[]>(count), await to.query<{ rows: number }[]>(count)];
  if (was?.rows !== is?.rows)
    throw new Error(`${table}: ${was?.rows ?? '?'} rows became ${is?.rows ?? '?'}; nothing was moved`);
}
