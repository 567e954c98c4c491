/** A dump restored by PostgreSQL's own programs is another stream. Real: PostgreSQL, pg_dump, pg_restore, psql. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Position } from '@livekit-dashboard/contracts';
import { commitBatch } from '../../ingest/commit-batch';
import { receivedEvent } from '../../testing/received-events';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { rowTexts } from '../../testing/texts';
import { BatchRepository } from '../batch/batch.repository';
import { StreamRepository } from '../stream/stream.repository';
import { createDataSource } from './data-source';
import { migrate } from './migrate';

const run = promisify(execFile);

describeWith({ postgres: true, postgresPrograms: true })('a restored dump', () => {
  let folder: string;
  let database: MigratedDatabase;
  let before: Position;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
    database = await migratedDatabase();
    await store('one');
    before = await head(database.url);
    await run('pg_dump', ['-Fc', '-f', join(folder, 'dump'), database.url]);
    await run('pg_dump', ['-f', join(folder, 'dump.sql'), database.url]);
  });
  afterAll(() => Promise.all([rm(folder, { recursive: true }), database.drop()]));

  const store = (room: string): Promise<unknown> =>
    new BatchRepository(database.dataSource).transaction((tx) =>
      commitBatch(tx, [receivedEvent('room_started', { room })]),
    );

  /** As after a start of the api. */
  async function head(url: string): Promise<Position> {
    const dataSource = await createDataSource(url, 2).initialize();
    try {
      await migrate(dataSource, true);
      return await new StreamRepository(dataSource).head();
    } finally {
      await dataSource.destroy();
    }
  }

  async function rows(url: string): Promise<unknown> {
    const dataSource = await createDataSource(url, 1).initialize();
    try {
      const tables = dataSource.entityMetadatas.map(({ tableName }) => tableName);
      return await rowTexts(dataSource, tables, ['epoch', 'database_identity']);
    } finally {
      await dataSource.destroy();
    }
  }

  it.each([
    ['pg_restore', (url: string) => ['--no-owner', '-d', url, join(folder, 'dump')]],
    ['psql', (url: string) => ['-q', '-v', 'ON_ERROR_STOP=1', '-f', join(folder, 'dump.sql'), url]],
  ])('into another database by %s: the same rows at the same offset, in a new epoch', async (program, args) => {
    const other: TestDatabase = await createTestDatabase();
    await run(program, args(other.url));
    const restored = await head(other.url);
    expect(restored.offset).toBe(before.offset);
    expect(restored.epoch).not.toBe(before.epoch);
    expect(await rows(other.url)).toEqual(await rows(database.url));
    expect(await head(other.url)).toEqual(restored);
    await other.drop();
  });

  it('[ST8] over the same database: later rows are gone, and the epoch is new', async () => {
    const dumped = await rows(database.url);
    await store('two');
    expect(await head(database.url)).toEqual({ epoch: before.epoch, offset: before.offset + 1 });
    await run('pg_restore', [
      '--clean',
      '--if-exists',
      '--no-owner',
      '--single-transaction',
      '-d',
      database.url,
      join(folder, 'dump'),
    ]);
    const restored = await head(database.url);
    expect(restored.offset).toBe(before.offset);
    expect(restored.epoch).not.toBe(before.epoch);
    expect(await rows(database.url)).toEqual(dumped);
  });
});
