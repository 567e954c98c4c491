/** A disconnected client cancels no query but its own. Real: PostgreSQL. */
import type { DataSource } from 'typeorm';
import { parseEnvironment } from '../../config/parse-environment';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { morePatient } from '../database/data-source';
import { SlowReader } from './slow-reader';

describeWith({ postgres: true })('reads that share one connection', () => {
  let database: MigratedDatabase;
  let slow: DataSource;
  let reader: SlowReader;
  beforeAll(async () => {
    database = await migratedDatabase();
    slow = await morePatient(database.dataSource, { poolSize: 1, queryMs: 10_000, connectMs: 10_000 }).initialize();
    const config = parseEnvironment({ DATABASE_URL: database.url }, () => '');
    reader = new SlowReader(slow, database.dataSource, config);
  });
  afterAll(async () => {
    await slow.destroy();
    await database.drop();
  });

  const sleep = (signal: AbortSignal, seconds: number) =>
    reader.read(signal, (manager) => manager.query('SELECT pg_sleep($1)', [seconds]));

  it('end early if the client disconnects, and for no other client', async () => {
    for (let i = 0; i < 10; i++) {
      const gone = new AbortController();
      const reason = new Error('gone');
      const abandoned = reader.read(gone.signal, async (manager) => {
        const asleep = manager.query('SELECT pg_sleep(60)');
        gone.abort(reason);
        await asleep;
      });
      await expect(abandoned).rejects.toBe(reason);
      await sleep(new AbortController().signal, 0.01);
    }
  });

  it('end early also between two queries', async () => {
    const gone = new AbortController();
    const abandoned = reader.read(gone.signal, async (manager) => {
      gone.abort(new Error('gone'));
      await database.dataSource.query('SELECT pg_sleep(0.1)');
      await manager.query('SELECT pg_sleep(60)');
    });
    await expect(abandoned).rejects.toThrow('gone');
  });

  it('are not cancelled by a client that disconnects as the answer arrives', async () => {
    for (let i = 0; i < 10; i++) {
      const gone = new AbortController();
      await reader.read(gone.signal, () => {
        gone.abort();
        return Promise.resolve();
      });
      await sleep(new AbortController().signal, 0.02);
    }
  });
});
