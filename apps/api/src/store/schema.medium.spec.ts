/** Real: PostgreSQL and PGlite. */
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { describeOnEachDatabase } from '../testing/test-database';
import { StreamRepository } from './stream/stream.repository';
import { morePatient } from './database/data-source';
import { schemaDrift } from './database/drift';
import { migrate } from './database/migrate';

describeOnEachDatabase('the schema', (create) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await migratedDatabase(create);
  });
  afterAll(() => database.drop());

  it('equals the entities: no migration is missing', async () => {
    expect((await schemaDrift(database.dataSource)).up).toEqual([]);
  });

  it('is read and migrated by connections with longer time limits too', async () => {
    const times = { poolSize: 1, connectMs: 10_000 };
    const hurried = await morePatient(database.dataSource, { ...times, queryMs: 20 }).initialize();
    await expect(hurried.query('SELECT pg_sleep(0.2)')).rejects.toThrow('timeout');
    const patient = await morePatient(hurried, { ...times, queryMs: 0 }).initialize();
    expect(await patient.query('SELECT pg_sleep(0.2)')).toHaveLength(1);
    await patient.destroy();
    await hurried.destroy();
  });

  it('[ST8] keeps its epoch over a restart, and gets a new one if the table is another', async () => {
    const stream = new StreamRepository(database.dataSource);
    const { epoch } = await stream.head();
    await migrate(database.dataSource, false);
    expect((await stream.head()).epoch).toBe(epoch);
    // As pg_restore does: the same rows in a new table.
    await database.dataSource.query('ALTER TABLE stream_head RENAME TO old_head');
    await database.dataSource.query('CREATE TABLE stream_head (LIKE old_head INCLUDING ALL)');
    await database.dataSource.query('INSERT INTO stream_head SELECT * FROM old_head');
    await database.dataSource.query('DROP TABLE old_head');
    await migrate(database.dataSource, false);
    const restored = await stream.head();
    expect(restored.epoch).not.toBe(epoch);
    await database.dataSource.query('TRUNCATE stream_head');
    await migrate(database.dataSource, false);
    expect((await stream.head()).epoch).not.toBe(restored.epoch);
  });
});
