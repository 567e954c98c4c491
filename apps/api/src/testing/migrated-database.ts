/** A migrated database for one test. */
import type { DataSource } from 'typeorm';
import { createDataSource } from '../store/database/data-source';
import { migrate } from '../store/database/migrate';
import { createTestDatabase, type TestDatabase } from './test-database';

export interface MigratedDatabase extends TestDatabase {
  readonly dataSource: DataSource;
}

export async function migratedDatabase(
  create: () => Promise<TestDatabase> = createTestDatabase,
): Promise<MigratedDatabase> {
  const database = await create();
  const dataSource = createDataSource(database.url, 3);
  await dataSource.initialize();
  await migrate(dataSource, false);
  const drop = async (): Promise<void> => {
    await dataSource.destroy();
    await database.drop();
  };
  return { ...database, dataSource, drop };
}
