import { Redis } from 'ioredis';
import { Client } from 'pg';
import { pause, startOwnRedis } from '@livekit-dashboard/harness';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { describeOnEachDatabase, type TestDatabase } from './test-database';

describeOnEachDatabase('a test database', (create) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());

  it('is empty, accepts several connections and keeps their data', async () => {
    const [first, second] = [database, database].map(({ url }) => new Client({ connectionString: url }));
    if (first === undefined || second === undefined) throw new Error('two clients');
    await Promise.all([first.connect(), second.connect()]);
    await first.query('CREATE TABLE seen (id int)');
    await first.query('INSERT INTO seen VALUES (1)');
    expect((await second.query('SELECT id FROM seen')).rows).toEqual([{ id: 1 }]);
    await Promise.all([first.end(), second.end()]);
  });
});

describeOnEachDatabase('statements that waited for a transaction of another connection', (create) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());

  it('each run with their own values', async () => {
    const [first, ...others] = Array.from({ length: 4 }, () => new Client({ connectionString: database.url }));
    if (first === undefined) throw new Error('four clients');
    await Promise.all([first, ...others].map((client) => client.connect()));
    await first.query('BEGIN');
    const asked = others.map(async (client, n) => {
      const more = Array.from({ length: n }, (_, i) => `, $${i + 2}::int`).join('');
      const { rows } = await client.query<{ mine: string }>(
        `SELECT $1 || '${n}' AS mine${more}`,
        ['of ', 1, 2].slice(0, n + 1),
      );
      return rows[0]?.mine;
    });
    // They have sent theirs; only later statements are answered.
    await pause(50);
    await first.query('COMMIT');
    expect(await Promise.all(asked)).toEqual(['of 0', 'of 1', 'of 2']);
    await Promise.all([first, ...others].map((client) => client.end()));
  });
});

describeWith({ redisServer: true })('an own Redis', () => {
  it('starts, stops and starts again at the same address', async () => {
    const redis = await startOwnRedis();
    const client = new Redis(redis.url, { retryStrategy: () => 20 });
    client.on('error', () => undefined);
    expect(await client.ping()).toBe('PONG');
    const closed = new Promise((resolve) => client.once('close', resolve));
    await redis.stop();
    await closed;
    await redis.start();
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    await redis.stop();
  });
});
