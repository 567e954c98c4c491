/** The write probe. Real: PostgreSQL and PGlite. */
import type { DataSource } from 'typeorm';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { describeOnEachDatabase } from '../../testing/test-database';
import { morePatient } from '../database/data-source';
import { sqlState } from '../sql/errors';
import { BatchRepository } from '../batch/batch.repository';

describeOnEachDatabase('the write probe', (create) => {
  let database: MigratedDatabase;
  let single: DataSource;
  let batches: BatchRepository;
  beforeAll(async () => {
    database = await migratedDatabase(create);
    single = await morePatient(database.dataSource, { poolSize: 1 }).initialize();
    batches = new BatchRepository(database.dataSource);
  });
  afterAll(async () => {
    await single.destroy();
    await database.drop();
  });

  it('succeeds, several at a time, and leaves nothing behind', async () => {
    await Promise.all([batches.probe(), batches.probe(), batches.probe()]);
    await batches.probe();
    expect(await database.dataSource.query("SELECT 1 FROM pg_class WHERE relname LIKE 'write_probe%'")).toEqual([]);
  });

  it('fails if nothing can be written, and succeeds once it can', async () => {
    const on = new BatchRepository(single);
    await single.query('SET default_transaction_read_only = on');
    const error: unknown = await on.probe().catch((reason: unknown) => reason);
    expect(sqlState(error)).toBe('25006');
    await single.query('SET default_transaction_read_only = off');
    await on.probe();
  });
});
