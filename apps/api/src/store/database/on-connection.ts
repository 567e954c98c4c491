import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { SqlClient } from '../sql/client';

/**
 * Gives `work` one connection of its own, on which it begins a transaction and commits it, or throws and leaves nothing behind. It
 * must not wait for another connection (PGlite has one backend).
 */
export async function onConnection<T>(dataSource: DataSource, work: (client: SqlClient) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = new SqlClient((await runner.connect()) as ClientBase);
    try {
      return await work(client);
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined); // the first error says more
      throw error;
    }
  } finally {
    await runner.release();
  }
}
