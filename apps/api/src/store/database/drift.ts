import type { DataSource } from 'typeorm';

interface Drift {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** The statements that would bring the migrated schema to what the entities say: none, unless a migration is missing. */
export async function schemaDrift(dataSource: DataSource): Promise<Drift> {
  const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
  return { up: upQueries.map(({ query }) => query), down: downQueries.map(({ query }) => query).reverse() };
}
