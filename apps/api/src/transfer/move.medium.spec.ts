/** The embedded database into PostgreSQL. Real: both, the whole application over each, LiveKit's captures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIMENSIONS, type StoredEvent } from '@livekit-dashboard/contracts';
import { DAY_MS } from '@livekit-dashboard/domain';
import { DataSource } from 'typeorm';
import { IngestService } from '../ingest/ingest.service';
import { createDataSource } from '../store/database/data-source';
import { openDatabase } from '../store/database/open-database';
import { TargetNotEmptyError } from '../store/move/empty-target';
import { moveDatabase, type MovedTable } from '../store/move/move-database';
import { openTarget } from '../store/move/open-target';
import { BatchRepository } from '../store/batch/batch.repository';
import { RateRepository } from '../store/usage/rate.repository';
import { sumMonthUp } from '../store/usage/rollup-month';
import { captureNames, capturedEvents } from '../testing/captured-events';
import { receivedEvent } from '../testing/received-events';
import { RetentionApp } from '../testing/retention-app';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { rowTexts } from '../testing/texts';

const [MONTH, DAY] = [Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 23)];
const RANGE = 'from=2026-11-23T00:00:00.000Z&to=2026-11-24T00:00:00.000Z';
const PLAN = {
  currency: 'USD',
  monthlyFee: '50',
  effectiveFrom: '2026-11-01',
  dimensions: DIMENSIONS.map((dimension) => ({
    dimension,
    price: '0.004',
    includedMinutes: 1,
    incrementSeconds: 60,
    minimumUnits: 1,
  })),
};
const silent = { log: () => undefined, warn: () => undefined };
const tablesOf = (db: DataSource): string[] => db.entityMetadatas.map(({ tableName }) => tableName);

/** Rows in every table, half of which no replay of events would restore. */
async function fill(source: RetentionApp): Promise<void> {
  const { app, db } = source;
  const ingest = app.get(IngestService, { strict: false });
  const odd = receivedEvent('room_started', { room: 'odd' });
  const payload = { ...odd.payload, odd: 'NUL \0, half a pair \ud83d, (quotes) "\\" , ü', __proto__: null };
  const recording = receivedEvent('egress_started', { room: 'odd', egressInfo: { egressId: 'EG_1' } });
  const events = [...captureNames().flatMap(capturedEvents), { ...odd, payload }, recording];
  await Promise.all(events.map((event) => ingest.submit(event)));
  await app.get(RateRepository, { strict: false }).save(PLAN, null);
  await source.rest('POST', 'erasures', { identity: 'alice' });
  await source.rollUp(MONTH, (DAY - MONTH) / DAY_MS + 1);
  await sumMonthUp(db, MONTH);
  const quarantined = {
    source: 'default',
    eventId: 'EV_q',
    apiKey: null,
    synthetic: false,
    receivedMs: 1,
    reason: 'x',
    payload: { event: 'x' },
  };
  await app.get(BatchRepository, { strict: false }).quarantine(quarantined);
  for (const sql of [
    'DELETE FROM event WHERE stream_offset <= 10',
    'INSERT INTO retention (id, events_floor, tombstone_floor, last_webhook_ms) VALUES (1, 10, 3, 9007199254740991)',
    `INSERT INTO tombstone VALUES ('agent', 'default', 'PA_gone', NULL, 4, 5), ('session', 'a(b,"c")', E'tab\\t\\\\', 'RM_x', 4, 5)`,
    `INSERT INTO rejection (hour_ms, reason, api_key, count, last_ms) VALUES (0, 'expired', '', 3, 1)`,
    `INSERT INTO rejected_delivery (at_ms, reason, api_key, source, bytes, remote_address) VALUES (1, 'expired', NULL, NULL, 7, '::1')`,
    `INSERT INTO reconcile (source, failures, error) VALUES ('default', 2, '')`,
    `INSERT INTO ingress (source, key, id, stream_offset, evidence) VALUES ('default', 'IN_1/', 'IN_1', 4, '{ "as": "written" }')`,
    'UPDATE stream_head SET sessions_from_ms = 17',
  ]) {
    await db.query(sql);
  }
}

describeWith({ postgres: true })('a move', () => {
  let folder: string;
  let database: TestDatabase;
  let before: unknown[];

  beforeAll(async () => {
    [folder, database] = await Promise.all([mkdtemp(join(tmpdir(), 'dashboard-')), createTestDatabase()]);
    const source = await RetentionApp.start({ url: '' }, { DATA_DIR: folder });
    try {
      await fill(source);
      before = await answers(source);
    } finally {
      await source.app.close();
    }
  });
  afterAll(() => Promise.all([rm(folder, { recursive: true }), database.drop()]));

  /** All answers of the api, without when and where they were read. */
  async function answers({ app }: Pick<RetentionApp, 'app'>): Promise<unknown[]> {
    const told = await Promise.all(
      [
        'sessions?sort=startedAt',
        'agents',
        `usage?${RANGE}&groupBy=identity`,
        `usage?${RANGE}&groupBy=session`,
        `costs?from=2026-11-23&to=2026-11-24`,
        'rates',
        'exports/events.json',
        'exports/participants.json',
      ].map(async (path) => (await app.inject(`/api/v1/${path}`)).json<Record<string, unknown>>()),
    );
    return told.map((body) => (Array.isArray(body) ? body : { ...body, epoch: '', serverTime: '', nextCursor: '' }));
  }

  async function move(progress: (table: string) => void = () => undefined): Promise<MovedTable[]> {
    const source = await openDatabase({ databaseUrl: null, dataDir: folder }, silent);
    try {
      const target = await openTarget(database.url);
      try {
        return await moveDatabase(source.dataSource, target, progress);
      } finally {
        await target.destroy();
      }
    } finally {
      await source.close();
    }
  }

  async function onTarget<T>(work: (db: DataSource) => Promise<T>): Promise<T> {
    const db = await createDataSource(database.url, 1).initialize();
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  }

  it('into a database with other tables is rejected, and creates nothing', async () => {
    await onTarget((db) => db.query('CREATE TABLE theirs ()'));
    await expect(move()).rejects.toThrow(TargetNotEmptyError);
    const [found] = await onTarget((db) =>
      db.query<{ n: number }[]>(`SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'`),
    );
    expect(found).toEqual({ n: 1 });
    await onTarget((db) => db.query('DROP TABLE theirs'));
  });

  it('that is interrupted leaves the target empty', async () => {
    const broken = move((table) => {
      if (table === 'track') throw new Error('power cut');
    });
    await expect(broken).rejects.toThrow('power cut');
    await onTarget(async (db) => {
      const rows = await rowTexts(db, tablesOf(db));
      expect(
        Object.entries(rows)
          .filter(([, of]) => of.length > 0)
          .map(([table]) => table),
      ).toEqual(['stream_head']);
    });
  });

  it('copies every row of every table unchanged, at the same offsets, in a new epoch', async () => {
    const made = await onTarget((db) => db.query<{ epoch: string }[]>('SELECT epoch FROM stream_head'));
    const moved = await move();
    const source = await openDatabase({ databaseUrl: null, dataDir: folder }, silent);
    const place = ['epoch', 'database_identity'];
    const expected = await rowTexts(source.dataSource, tablesOf(source.dataSource), place);
    const was = await source.dataSource.query<{ epoch: string }[]>('SELECT epoch FROM stream_head');
    await source.close();
    await onTarget(async (db) => {
      expect(await rowTexts(db, tablesOf(db), place)).toEqual(expected);
      const [head] = await db.query<{ epoch: string }[]>('SELECT epoch FROM stream_head');
      expect([...was, ...made]).not.toContainEqual(head);
    });
    expect(moved).toEqual(Object.entries(expected).map(([name, rows]) => ({ name, rows: rows.length })));
    expect(moved.filter(({ rows }) => rows === 0).map(({ name }) => name)).toEqual([]);
  });

  it('changes no answer, and ingest continues', async () => {
    const target = await RetentionApp.start(database);
    expect(await answers(target)).toEqual(before);
    const [head] = await target.db.query<{ offset: number }[]>('SELECT stream_offset AS offset FROM stream_head');
    await target.submit('room_started', { room: 'after' });
    const { body } = await target.rest('GET', `events?after=${head!.offset}`);
    expect((body['items'] as StoredEvent[]).map(({ offset, roomName }) => [offset, roomName])).toEqual([
      [head!.offset + 1, 'after'],
    ]);
    // Sequences of the tables continue too.
    await target.app.get(RateRepository, { strict: false }).save({ ...PLAN, monthlyFee: '60' }, null);
    expect(await target.count('rate_plan')).toBe(2);
    await target.app.close();
  });

  it('into a non-empty database is rejected', async () => {
    await expect(move()).rejects.toThrow(/^The target is not empty: the table \w+ has rows\./);
  });
});
