/** A database to move into: nothing is in it, or what a first start of ours made there. */
import type { DataSource } from 'typeorm';
import { quoted } from './tables';

export class TargetNotEmptyError extends Error {
  constructor(what: string) {
    super(
      `The target is not empty: ${what}. Nothing was changed. Make a database of its own (CREATE DATABASE ...) and name that one.`,
    );
  }
}

/** Before anything is made or changed there. */
export async function refuseUnlessEmpty(dataSource: DataSource): Promise<void> {
  const ours = dataSource.entityMetadatas.map(({ tableName }) => tableName);
  const found = await dataSource.query<{ name: string }[]>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> $1 ORDER BY 1',
    [dataSource.options.migrationsTableName],
  );
  const foreign = found.find(({ name }) => !ours.includes(name));
  if (foreign) throw new TargetNotEmptyError(`the table ${foreign.name} is none of ours`);
  await refuseRows(
    (sql) => dataSource.query(sql),
    found.map(({ name }) => name),
  );
}

/** The head that a first start makes, at offset 0, is all that may be there. */
export async function refuseRows(query: (sql: string) => Promise<unknown[]>, tables: readonly string[]): Promise<void> {
  for (const name of tables) {
    const used = name === 'stream_head' ? 'WHERE stream_offset > 0' : '';
    const rows = await query(`SELECT 1 FROM ${quoted(name)} ${used} LIMIT 1`);
    if (rows.length > 0) throw new TargetNotEmptyError(`the table ${name} has rows`);
  }
}
