/** LiveKit's secrets appear nowhere. Real: the built api as a process, PostgreSQL, Redis, sockets. */
import { agentList, eventList, sessionDetail, sessionList } from '@livekit-dashboard/contracts';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';
import { type OwnRedis, startOwnRedis } from '@livekit-dashboard/harness';
import { capturedBodies, post } from '../testing/sender';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { WireClient } from '../testing/wire-client';

const BODIES = capturedBodies();
const SECRETS = new Set(BODIES.flatMap((body) => /"turnPassword": ?"([^"]+)"/.exec(body)?.[1] ?? []));
const SIDS = new Set(BODIES.flatMap((body) => /"sid": ?"(RM_[^"]+)"/.exec(body)?.[1] ?? []));

describeWith({ postgres: true, redisServer: true })('the secrets of every capture', () => {
  let database: TestDatabase;
  let redis: OwnRedis;
  let built: BuiltApi;
  let api: ApiProcess;
  let client: WireClient;
  let listener: Redis;
  const published: string[] = [];

  beforeAll(async () => {
    [database, redis, built] = await Promise.all([createTestDatabase(), startOwnRedis(), buildApi()]);
    api = await built.start({ DATABASE_URL: database.url, REDIS_URL: redis.url, LOG_LEVEL: 'verbose' });
    listener = new Redis(redis.url);
    listener.on('pmessage', (_pattern, _channel, message) => published.push(message));
    await listener.psubscribe('*');
    client = await WireClient.connect(api.origin);
    for (const topic of ['overview', 'sessions', 'agents', 'events']) await client.subscribe(topic);
    for (const sid of SIDS) await client.subscribe(`session:${sid}`);
    for (const body of BODIES) expect((await post(api.origin, body)).status).toBe(200);
    const { offset } = eventList.parse(await get('events?limit=1'));
    await client.until(() => client.events().some(({ toOffset }) => toOffset === offset), 10_000);
    for (const sid of SIDS) await client.subscribe(`session:${sid}`);
    await client.subscribe('events', { epoch: client.events()[0]?.epoch ?? '', offset: 0 });
  });

  afterAll(async () => {
    client.close();
    listener.disconnect();
    await built.remove();
    await redis.stop();
    await database.drop();
  });

  const get = async (path: string) => (await fetch(`${api.origin}/api/v1/${path}`)).json();

  /** How many of them a text contains. `sign` is something that it must contain, which proves that it is the expected text. */
  function secretsIn(text: string, sign: string): number {
    expect(text).toContain(sign);
    return [...SECRETS].filter((secret) => text.includes(secret)).length;
  }

  it('are present in the input', () => {
    expect(SECRETS.size).toBeGreaterThan(10);
    expect(secretsIn(BODIES.join(''), 'team-standup')).toBe(SECRETS.size);
  });

  it('[ST9] are not in the database', async () => {
    const pg = new Client({ connectionString: database.url });
    await pg.connect();
    const tables = await pg.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    let dump = '';
    for (const { name } of tables.rows) {
      const { rows } = await pg.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`);
      dump += rows.map(({ row }) => row).join('\n');
    }
    await pg.end();
    expect(secretsIn(dump, '[removed]')).toBe(0);
  });

  it('[ST9] are not in socket messages', () => {
    expect(secretsIn(JSON.stringify(client.seen), '[removed]')).toBe(0);
  });

  it('[ST9] are not in Redis messages', () => {
    expect(secretsIn(published.join('\n'), 'team-standup')).toBe(0);
  });

  it('[ST9] are not in REST answers', async () => {
    const events = eventList.parse(await get('events?limit=500'));
    expect(events.nextCursor).toBeNull();
    const sessions = sessionList.parse(await get('sessions?limit=500'));
    const agents = agentList.parse(await get('agents?limit=500'));
    const details = await Promise.all(
      sessions.items.map(async ({ sid }) => sessionDetail.parse(await get(`sessions/${sid}`))),
    );
    expect(details.length).toBe(SIDS.size);
    const metrics = await (await fetch(`${api.origin}/api/metrics`)).text();
    expect(secretsIn(JSON.stringify([events, sessions, agents, details]) + metrics, '[removed]')).toBe(0);
  });

  it('[ST9] are not in the log at any level', () => {
    expect(secretsIn(api.log, 'Received event: room_started')).toBe(0);
  });
});
