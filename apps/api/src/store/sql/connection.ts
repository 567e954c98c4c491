import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';

/** The connection of one write transaction, without TypeORM's hooks, which cost more than most of these statements. */
export class Sql {
  constructor(private readonly client: Pick<ClientBase, 'query'>) {}

  async query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const { rows } = await this.client.query<R>(text, [...values]);
    return rows;
  }
}

/** The connection of a transaction that TypeORM began. */
export const sqlOf = async (manager: EntityManager): Promise<Sql> =>
  new Sql((await manager.queryRunner?.connect()) as ClientBase);
