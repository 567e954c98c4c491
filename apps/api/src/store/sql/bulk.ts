/** Many rows in one statement: they are passed as one JSON parameter, whatever their number. */
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { SqlClient } from './client';

const statements = new WeakMap<object, string>();

/** Inserts the rows or, where their primary key is there, replaces them. Keys within one call differ. */
export async function upsertAll<E extends ObjectLiteral>(
  client: SqlClient,
  dataSource: DataSource,
  entity: EntityTarget<E>,
  rows: readonly E[],
): Promise<void> {
  if (rows.length > 0) await client.query(upsertStatement(dataSource, entity), [JSON.stringify(rows)]);
}

function upsertStatement<E extends ObjectLiteral>(dataSource: DataSource, entity: EntityTarget<E>): string {
  const metadata = dataSource.getMetadata(entity);
  const known = statements.get(metadata);
  if (known !== undefined) return known;
  const columns = metadata.columns.filter((column) => !column.isGenerated);
  const names = columns.map((column) => `"${column.databaseName}"`);
  const types = columns.map((column) => `"${column.propertyName}" ${String(column.type)}${column.isArray ? '[]' : ''}`);
  const keys = metadata.primaryColumns.map((column) => `"${column.databaseName}"`);
  const updates = names.filter((name) => !keys.includes(name)).map((name) => `${name} = excluded.${name}`);
  const statement =
    `INSERT INTO "${metadata.tableName}" (${names.join(', ')}) ` +
    `SELECT ${columns.map((column) => `"${column.propertyName}"`).join(', ')} ` +
    `FROM json_to_recordset($1::json) AS row (${types.join(', ')}) ` +
    `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
  statements.set(metadata, statement);
  return statement;
}

/** `"started_ms" AS "startedMs", ...` of every column but those named. */
export function selectList<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<E>,
  without: readonly (keyof E)[] = [],
): string {
  return manager.dataSource
    .getMetadata(entity)
    .columns.filter((column) => !without.includes(column.propertyName))
    .map((column) => `t."${column.databaseName}" AS "${column.propertyName}"`)
    .join(', ');
}
