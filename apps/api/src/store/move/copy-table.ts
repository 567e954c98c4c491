/**
 * Copies the rows of one table from one database to another in PostgreSQL's own text form, so that nothing changes: no
 * number passes through a double, and no JSON is rewritten. Pages follow the primary key (the embedded database has no
 * cursors); the memory in use is that of one page.
 */
import type { SqlClient } from '../sql/client';
import { quoted, type Table } from './tables';

const PAGE = { firstRows: 50, rows: 500, bytes: 4 * 1024 * 1024 };

type Row = { readonly row: string } & Readonly<Record<string, string>>;

export async function copyTable(
  from: SqlClient,
  to: SqlClient,
  table: Table,
  progress: (rows: number) => void,
): Promise<number> {
  const insert = insertion(table);
  let copied = 0;
  let limit = PAGE.firstRows;
  let last: Row | undefined;
  for (;;) {
    const rows: Row[] = await from.query<Row[]>(
      selection(table, last !== undefined, limit),
      last ? keysOf(table, last) : [],
    );
    last = rows.at(-1);
    if (last === undefined) break;
    await to.query(insert, [rows.map(({ row }) => row)]);
    copied += rows.length;
    progress(copied);
    if (rows.length < limit) break;
    limit = fitting(rows);
  }
  if (table.counter !== null) await to.query(countingOn(table.name, table.counter));
  return copied;
}

/** How many rows of this size make a page. */
function fitting(rows: readonly Row[]): number {
  const bytes = rows.reduce((sum, { row }) => sum + row.length, 0);
  return Math.max(1, Math.min(PAGE.rows, Math.floor((PAGE.bytes * rows.length) / bytes)));
}

function selection({ name, columns, keys }: Table, isLater: boolean, limit: number): string {
  const key = keys.map((column) => quoted(column.name)).join(', ');
  const after = keys.map(({ type }, i) => `$${i + 1}::text::${type}`).join(', ');
  return `SELECT ROW(${columns.map((column) => quoted(column.name)).join(', ')})::text AS row,
      ${keys.map((column, i) => `${quoted(column.name)}::text AS key${i}`).join(', ')}
    FROM ${quoted(name)} ${isLater ? `WHERE (${key}) > (${after})` : ''} ORDER BY ${key} LIMIT ${limit}`;
}

const keysOf = ({ keys }: Table, row: Row): string[] => keys.map((_, i) => row[`key${i}`] ?? '');

/** OFFSET keeps the planner from merging the two queries, which would read a row once for each of its columns. */
const insertion = ({ name }: Table): string =>
  `INSERT INTO ${quoted(name)} OVERRIDING SYSTEM VALUE
   SELECT (one.row).* FROM (SELECT line::${quoted(name)} AS row FROM unnest($1::text[]) AS line OFFSET 0) AS one`;

const countingOn = (table: string, column: string): string =>
  `SELECT setval(pg_get_serial_sequence('${quoted(table)}', '${column}'),
     greatest((SELECT max(${quoted(column)}) FROM ${quoted(table)}), 1), EXISTS (SELECT 1 FROM ${quoted(table)}))`;
