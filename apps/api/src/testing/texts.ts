/** Rows of tables as PostgreSQL writes them, to compare two databases. */
import type { DataSource } from 'typeorm';

/** Every row of each table, sorted; the columns `without` are left out. */
export async function rowTexts(
  db: DataSource,
  tables: readonly string[],
  without: readonly string[] = [],
): Promise<Record<string, string[]>> {
  const texts: Record<string, string[]> = {};
  for (const table of tables) {
    const columns = await db.query<{ name: string }[]>(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = current_schema() AND table_name = $1 AND column_name <> ALL($2) ORDER BY 1`,
      [table, without],
    );
    const list = columns.map(({ name }) => `"${name}"`).join(', ');
    const rows = await db.query<{ text: string }[]>(`SELECT ROW(${list})::text AS text FROM "${table}"`);
    texts[table] = rows.map(({ text }) => text).sort();
  }
  return texts;
}
