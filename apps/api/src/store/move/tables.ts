/** The tables of the schema for copying, with their columns in the order of this database. */
import type { DataSource } from 'typeorm';

interface Column {
  readonly name: string;
  /** The type as a cast spells it. */
  readonly type: string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of the primary key, in its order. */
  readonly keys: readonly Column[];
  /** The identity column, if there is one. */
  readonly counter: string | null;
}

/** All tables except that of the migrations, which is the same in every database of this release. */
export async function tablesOf(dataSource: DataSource): Promise<Table[]> {
  const columns = await dataSource.query<(Column & { table: string })[]>(
    `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.oid = ANY($1::regclass[]) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`,
    [dataSource.entityMetadatas.map(({ tableName }) => `"${tableName}"`)],
  );
  return dataSource.entityMetadatas.map(({ tableName, primaryColumns, generatedColumns }) => {
    const own = columns.filter(({ table }) => table === tableName).map(({ name, type }) => ({ name, type }));
    const keys = primaryColumns.flatMap(({ databaseName }) => own.filter(({ name }) => name === databaseName));
    return { name: tableName, columns: own, keys, counter: generatedColumns[0]?.databaseName ?? null };
  });
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
