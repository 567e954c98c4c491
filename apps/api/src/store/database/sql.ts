import type { ClientBase } from 'pg';

/** The connection of one write transaction, spoken to without TypeORM's hooks, which cost more than most of these statements. */
export class Sql {
  constructor(private readonly client: Pick<ClientBase, 'query'>) {}

  async query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const { rows } = await this.client.query<R>(text, [...values]);
    return rows;
  }
}
