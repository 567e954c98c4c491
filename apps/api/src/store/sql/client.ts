import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';

/** The connection of one write transaction, without TypeORM's hooks, which cost more than most of these statements. */
export class SqlClient {
  constructor(private readonly client: Pick<ClientBase, 'query'>) {}

  /** Resolves to the rows: `T` is an array of them. */
  async query<T = unknown[]>(text: string, values: readonly unknown[] = []): Promise<T> {
    const { rows } = await this.client.query(text, [...values]);
    return rows as T;
  }
}

/** The connection of a transaction that TypeORM began. */
export const clientOf = async (manager: EntityManager): Promise<SqlClient> =>
  new SqlClient((await manager.queryRunner?.connect()) as ClientBase);
