import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { Sql } from '../sql/connection';

/**
 * Gives `work` one connection of its own, on which it begins a transaction and commits it, or throws and leaves nothing behind. It
 * must not wait for another connection (PGlite has one backend).
 */
export async function onConnection<T>(dataSource: DataSource, work: (sql: Sql) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const sql = new Sql((await runner.connect()) as ClientBase);
    try {
      return await work(sql);
    } catch (error) {
      await sql.query('ROLLBACK').catch(() => undefined); // the first error says more
      throw error;
    }
  } finally {
    await runner.release();
  }
}
