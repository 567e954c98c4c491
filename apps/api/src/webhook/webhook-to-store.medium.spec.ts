/**
 * A webhook's whole path into the database, and the responses without a database. Real: Nest on Fastify, ingest, store,
 * feed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AccessToken } from 'livekit-server-sdk';
import { DataSource } from 'typeorm';
import { Config } from '../config/config';
import { ConfigModule } from '../config/config.module';
import { parseEnvironment } from '../config/parse-environment';
import { HealthModule } from '../health/health.module';
import { httpAdapter } from '../http/http-adapter';
import { installHttp } from '../http/install-http';
import { StoreModule } from '../store/store.module';
import { describeOnEachDatabase, type TestDatabase } from '../testing/test-database';
import { WebhookModule } from './webhook.module';

const captures = new URL('../../../simulator/captures/', import.meta.url);
const bodiesOf = (file: string): string[] =>
  readFileSync(new URL(file, captures), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { body: string }).body);
const BODIES = readdirSync(captures)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap(bodiesOf);
const IDS = new Set(BODIES.map((body) => (JSON.parse(body) as { id: string }).id));
const SECRETS = BODIES.flatMap((body) => /"turnPassword":"([^"]+)"/.exec(body)?.[1] ?? []);

const roomNamed = (id: string, name: string) =>
  JSON.stringify({ event: 'room_started', id, room: { sid: `RM_${id}`, name } });

async function start(databaseUrl: string): Promise<NestFastifyApplication> {
  const env = { DATABASE_URL: databaseUrl, LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'secret' };
  const module = await Test.createTestingModule({ imports: [ConfigModule, WebhookModule, StoreModule, HealthModule] })
    .overrideProvider(Config)
    .useValue(parseEnvironment(env, () => ''))
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  installHttp(app);
  await app.init();
  return app;
}

describeOnEachDatabase('a webhook', (create) => {
  let database: TestDatabase;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    database = await create();
    app = await start(database.url);
  });
  afterAll(async () => {
    await app.close();
    await dropOnce();
  });

  let dropped: Promise<void> | null = null;
  const dropOnce = () => (dropped ??= database.drop());

  async function post(body: string) {
    const token = new AccessToken('devkey', 'secret', { ttl: 300 });
    token.sha256 = createHash('sha256').update(body).digest('base64');
    const headers = { 'content-type': 'application/webhook+json', authorization: await token.toJwt() };
    return app.inject({ method: 'POST', url: '/api/webhooks/livekit', headers, payload: body });
  }
  const answer = async (body: string) => {
    const reply = await post(body);
    return [reply.statusCode, reply.json<{ result?: string }>().result] as const;
  };
  const get = (url: string) => app.inject({ method: 'GET', url });
  const query = <T>(sql: string) => app.get(DataSource, { strict: false }).query<T[]>(sql);

  it('is accepted once the api is ready', async () => {
    const reply = await get('/api/health/ready');
    expect(reply.json()).toEqual({
      ready: true,
      checks: { database: 'ok', migrations: 'ok', writes: 'ok', feed: 'ok' },
    });
  });

  it('of every capture is stored once, and is a duplicate the second time', async () => {
    for (const body of BODIES) expect((await answer(body))[0]).toBe(200);
    for (const body of BODIES) expect(await answer(body)).toEqual([200, 'duplicate']);
    const [count] = await query<{ n: number }>('SELECT count(*)::int AS n FROM event');
    expect(count?.n).toBe(IDS.size);
  });

  it('leaves no secret in the database', async () => {
    const tables = await query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    expect(SECRETS.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      const rows = JSON.stringify(await query(`SELECT * FROM "${name}"`));
      for (const secret of SECRETS) expect(rows.includes(secret)).toBe(false);
    }
  });

  it.each([
    ['a NUL in a name', '{"event":"room_started","id":"EV_nul","room":{"sid":"RM_nul","name":"a\\u0000b"}}'],
    [
      'a lone surrogate',
      '{"event":"room_started","id":"EV_sur","room":{"sid":"RM_sur","name":"a\\ud800b","metadata":"\\udc00"}}',
    ],
    ['an unknown event', '{"event":"room_exploded","id":"EV_unknown","room":{"sid":"RM_x"},"what":{"ever":[1,null]}}'],
    ['no id and no time', '{"event":"room_started","room":{"sid":"RM_noid","name":"r"}}'],
    [
      'hostile shapes',
      '{"event":"participant_left","id":"EV_hostile","room":{"sid":["x"]},"participant":{"sid":{},"attributes":7}}',
    ],
    [
      'numbers far too large',
      '{"event":"track_published","id":"EV_big","createdAt":"99999999999999999999","room":{"sid":"RM_b"},"participant":{"sid":"PA_b"},"track":{"sid":"TR_b","width":1e300,"height":4294967295}}',
    ],
    [
      'a name of 600 characters',
      roomNamed('EV_long', Array.from(randomBytes(600), (byte) => String.fromCodePoint(0x4e00 + byte)).join('')),
    ],
  ])('with %s is stored', async (_, body) => {
    expect(await answer(body)).toEqual([200, 'stored']);
  });

  it('with a name that is longer than an index entry is stored', async () => {
    expect(await answer(roomNamed('EV_huge', randomBytes(50_000).toString('hex')))).toEqual([200, 'stored']);
  });

  it('is answered 503 immediately while the database is unreachable, and the api is live but not ready', async () => {
    await dropOnce();
    const reply = await post('{"event":"room_started","id":"EV_late","room":{"sid":"RM_late","name":"r"}}');
    expect(reply.statusCode).toBe(503);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    const ready = await get('/api/health/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json<{ detail: string }>().detail).toContain('database');
    expect((await get('/api/health/live')).statusCode).toBe(200);
  });
});
