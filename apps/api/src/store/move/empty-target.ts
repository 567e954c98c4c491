/** A database to move into: empty, or with only what a first start of the api created. */
import type { DataSource } from 'typeorm';
import { quoted } from './tables';

export class TargetNotEmptyError extends Error {
  constructor(what: string) {
    super(
      `The target is not empty: ${what}. Nothing was changed. Create a new database (CREATE DATABASE ...) and use that one.`,
    );
  }
}

/** Called before anything is created or changed there. */
export async function refuseUnlessEmpty(dataSource: DataSource): Promise<void> {
  const ours = dataSource.entityMetadatas.map(({ tableName }) => tableName);
  const found = await dataSource.query<{ name: string }[]>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> $1 ORDER BY 1',
    [dataSource.options.migrationsTableName],
  );
  const foreign = found.find(({ name }) => !ours.includes(name));
  if (foreign) throw new TargetNotEmptyError(`the table ${foreign.name} is not part of this schema`);
  await refuseRows(
    (sql) => dataSource.query(sql),
    found.map(({ name }) => name),
  );
}

/** The only row allowed is the head that a first start creates, at offset 0. */
export async function refuseRows(query: (sql: string) => Promise<unknown[]>, tables: readonly string[]): Promise<void> {
  for (const name of tables) {
    const used = name === 'stream_head' ? 'WHERE stream_offset > 0' : '';
    const rows = await query(`SELECT 1 FROM ${quoted(name)} ${used} LIMIT 1`);
    if (rows.length > 0) throw new TargetNotEmptyError(`the table ${name} has rows`);
  }
}
