/** Pools are separate: reads take no connection from writes. Real: PostgreSQL. */
import type { QueryRunner } from 'typeorm';
import { parseEnvironment } from '../../config/parse-environment';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database';
import { AgentRepository } from '../sessions/agent.repository';
import { BatchRepository } from '../batch/batch.repository';
import { PageReader } from '../stream/slow-reader';
import { openDatabase, type OpenDatabase } from './open-database';

const quiet = { log: () => undefined, warn: () => undefined };

describeWith({ postgres: true })('a full pool', () => {
  let database: TestDatabase;
  let open: OpenDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    open = await openDatabase(
      parseEnvironment({ DATABASE_URL: database.url }, () => ''),
      quiet,
    );
  });
  afterAll(async () => {
    await open.close();
    await database.drop();
  });

  /** Takes every connection of a pool while `work` runs. */
  async function without(
    pools: readonly ('dataSource' | 'pages' | 'slow')[],
    work: () => Promise<void>,
  ): Promise<void> {
    const taken: QueryRunner[] = [];
    try {
      for (const pool of pools) {
        const size = (open[pool].options as { poolSize?: number }).poolSize ?? 0;
        expect(size).toBeGreaterThan(0);
        for (let n = 0; n < size; n++) {
          const runner = open[pool].createQueryRunner();
          taken.push(runner);
          await runner.connect();
        }
      }
      await work();
    } finally {
      await Promise.all(taken.map((runner) => runner.release()));
    }
  }

  it('of readers do not block webhooks', async () => {
    await without(['dataSource', 'pages', 'slow'], async () => {
      await new BatchRepository(open.ingest).transaction(async (batch) => {
        await batch.open([]);
        await batch.commit({ sets: [], events: [], quarantined: [] });
      });
    });
  });

  it('of analytics and exports do not block lists', async () => {
    const config = parseEnvironment({ DATABASE_URL: database.url }, () => '');
    const agents = new AgentRepository(new PageReader(open.pages, open.dataSource, config));
    await without(['dataSource', 'slow'], async () => {
      const page = await agents.list({ limit: 10 }, new AbortController().signal);
      expect(page.items).toEqual([]);
    });
  });

  it('open at most 17 connections', async () => {
    await without(['dataSource', 'pages', 'slow'], async () => {
      await open.ingest.query('SELECT 1');
      const [row] = await open.ingest.query<{ n: number }[]>(
        'SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database()',
      );
      expect(row?.n).toBeLessThanOrEqual(17);
    });
  });
});
