/** What an upgrade of the schema reports, and running replicas during it. Real: PostgreSQL and PGlite. */
import { describeWith } from '@livekit-dashboard/harness/testing';
import { participantOf, sessionOf, store } from '../../testing/rows';
import { createTestDatabase, describeOnEachDatabase, type TestDatabase } from '../../testing/test-database';
import type { DataSource } from 'typeorm';
import { ReadTenants1796081141697 } from '../migrations/1796081141697-read-tenants';
import { createDataSource } from './data-source';
import { migrate } from './migrate';

describeOnEachDatabase('an upgrade of the schema', (create) => {
  let database: TestDatabase;
  const lines: string[] = [];
  const logger = { log: (line: string): number => lines.push(line) };

  beforeAll(async () => {
    database = await create();
  });
  beforeEach(() => lines.splice(0));
  afterAll(() => database.drop());

  async function migrated(undo: number): Promise<void> {
    const dataSource = await createDataSource(database.url, 2).initialize();
    try {
      for (let count = 0; count < undo; count++) await dataSource.undoLastMigration();
      await migrate(dataSource, false, { logger });
    } finally {
      await dataSource.destroy();
    }
  }

  it('is not reported for a new database, nor without pending migrations', async () => {
    await migrated(0);
    await migrated(0);
    expect(lines).toEqual([]);
  });

  it('reports the number of migrations and the time they took', async () => {
    await migrated(0);
    await migrated(1);
    expect(lines).toEqual([
      'Upgrading the database: 1 migration. Webhooks are accepted when it is done.',
      expect.stringMatching(/^Upgraded the database in \d+\.\d s\.$/),
    ]);
  });
});

describeWith({ postgres: true })('an upgrade while a replica of the previous release runs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** Resolves once some backend of this database waits for a lock. */
  async function someoneWaits(dataSource: DataSource): Promise<void> {
    for (;;) {
      const [found] = await dataSource.query<{ waits: boolean }[]>(
        `SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits`,
      );
      if (found?.waits) return;
    }
  }

  it.each([
    // As the ingest does.
    ['writes', 'SELECT 1 FROM stream_head WHERE id = 1 FOR UPDATE', `UPDATE participant SET tracks = tracks`],
    // As a page does, in one snapshot.
    ['reads', 'SELECT 1 FROM stream_head', 'SELECT count(*) FROM participant'],
  ])('waits for one that %s, and neither fails', async (_, first, second) => {
    const dataSource = await createDataSource(database.url, 4).initialize();
    const replica = dataSource.createQueryRunner();
    try {
      await migrate(dataSource, true);
      await store(dataSource, { sessions: [sessionOf('RM_1')], participants: [participantOf('PA_1', 'RM_1')] });
      await undoTo(dataSource, ReadTenants1796081141697);
      await replica.startTransaction();
      await replica.query(first);
      const upgrade = migrate(dataSource, true);
      await someoneWaits(dataSource);
      await replica.query(second);
      await replica.commitTransaction();
      await upgrade;
      await dataSource.query('SELECT tenant_key FROM stream_head');
    } finally {
      await replica.release();
      await dataSource.destroy();
    }
  });
});

/** Undoes the last migrations down to this one, which changes the table of participants, then the stream's head. */
async function undoTo(dataSource: DataSource, { name }: typeof ReadTenants1796081141697): Promise<void> {
  const { migrations } = dataSource;
  const later = migrations.length - migrations.findIndex(({ constructor }) => constructor.name === name);
  for (let count = 0; count < later; count++) await dataSource.undoLastMigration();
}
