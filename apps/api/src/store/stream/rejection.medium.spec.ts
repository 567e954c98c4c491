/** Rejected webhooks, counted by all replicas. Real: PostgreSQL and PGlite. */
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { describeOnEachDatabase } from '../../testing/test-database';
import { type CountedRejection, RejectionRepository } from './rejection.repository';

const HOUR_MS = 3_600_000;
/** 10:30 of a day. */
const NOW = Date.UTC(2026, 10, 23, 10, 30);

const refused = (apiKey: string, told: Partial<CountedRejection> = {}): CountedRejection => ({
  reason: 'unknown_key',
  apiKey,
  count: 1,
  lastMs: NOW,
  clockOffsetSeconds: null,
  ...told,
});

describeOnEachDatabase('rejected webhooks', (create) => {
  let database: MigratedDatabase;
  let replicas: readonly RejectionRepository[];
  beforeAll(async () => {
    database = await migratedDatabase(create);
    replicas = [1, 2].map(() => new RejectionRepository(database.dataSource));
  });
  afterAll(() => database.drop());
  beforeEach(() => database.dataSource.query('TRUNCATE rejection'));

  const add = (rows: readonly CountedRejection[], nowMs = NOW, replica = 0) =>
    replicas[replica]!.add(rows, [], ['devkey'], nowMs);
  const recent = (nowMs = NOW) => replicas[0]!.recent(database.dataSource.manager, nowMs);

  it('of two replicas are counted together, with the values of the last one', async () => {
    const expired = { reason: 'expired', clockOffsetSeconds: 400 };
    await add([refused('devkey', { ...expired, count: 2 })]);
    await add([refused('devkey', { ...expired, count: 3, lastMs: NOW + 10, clockOffsetSeconds: 410 })], NOW, 1);
    await add([refused('devkey', { ...expired, lastMs: NOW - 10, clockOffsetSeconds: 9 })]);
    await add([refused('', { reason: 'missing_token', lastMs: NOW - 20 })]);
    expect(await recent()).toEqual({
      rejectedToday: 7,
      rejections: [
        {
          reason: 'expired',
          apiKey: 'devkey',
          count: 6,
          lastAt: new Date(NOW + 10).toISOString(),
          clockOffsetSeconds: 410,
        },
        {
          reason: 'missing_token',
          apiKey: null,
          count: 1,
          lastAt: new Date(NOW - 20).toISOString(),
          clockOffsetSeconds: null,
        },
      ],
    });
  });

  it('are not lost when replicas write at the same time', async () => {
    const rounds = Array.from({ length: 20 }, (_, i) => add([refused('devkey'), refused('')], NOW, i % 2));
    await Promise.all(rounds);
    expect((await recent()).rejectedToday).toBe(40);
  });

  it('are counted by name for twenty unknown keys a day, and for every configured key', async () => {
    const strangers = Array.from({ length: 30 }, (_, i) => refused(`key-${String(i).padStart(2, '0')}`));
    await add(strangers.slice(0, 15));
    await add([...strangers.slice(10), refused('devkey')]);
    const { rejections, rejectedToday } = await recent();
    expect(rejectedToday).toBe(36);
    expect(rejections.map(({ apiKey }) => apiKey).sort()).toEqual(
      ['devkey', null, ...strangers.slice(0, 20).map(({ apiKey }) => apiKey)].sort(),
    );
    expect(rejections.find(({ apiKey }) => apiKey === null)?.count).toBe(10);
    const tomorrow = NOW + 24 * HOUR_MS;
    await add([refused('key-29', { lastMs: tomorrow })], tomorrow);
    expect((await recent(tomorrow)).rejections[0]).toMatchObject({ apiKey: 'key-29' });
  });

  it('are of 24 hours and of today, and deleted after a week', async () => {
    await add([
      refused('a', { lastMs: NOW - 23 * HOUR_MS }),
      refused('b', { lastMs: NOW - 25 * HOUR_MS }),
      refused('c', { lastMs: NOW - HOUR_MS }),
    ]);
    const told = await recent();
    expect(told.rejections.map(({ apiKey }) => apiKey)).toEqual(['c', 'a']);
    expect(told.rejectedToday).toBe(1);
    const later = NOW + 8 * 24 * HOUR_MS;
    await add([refused('d', { lastMs: later })], later);
    expect(await database.dataSource.query('SELECT api_key FROM rejection')).toEqual([{ api_key: 'd' }]);
  });
});
