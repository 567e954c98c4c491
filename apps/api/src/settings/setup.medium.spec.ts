/** The instructions for setup, and the test of the webhook's path. Real: the whole application, listening. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { health, problem, setup, setupTest, type SetupTest } from '@livekit-dashboard/contracts';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { httpAdapter } from '../http/http-adapter';
import { installHttp } from '../http/install-http';
import { DigestRepository } from '../store/digests/digest.repository';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';

const SERVERS = JSON.stringify([
  { name: 'eu', url: 'wss://user:hunter2@eu.invalid?token=hunter2', keys: { eukey: 'hunter2', eukey2: 'hunter2' } },
  { name: 'us', keys: { uskey: 'hunter2' } },
]);

describe('the set-up', () => {
  let database: TestDatabase;
  const apps: NestFastifyApplication[] = [];
  const proxies: Server[] = [];

  beforeAll(async () => {
    database = await createTestDatabase('pglite');
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
    for (const proxy of proxies.splice(0)) proxy.close();
  });
  afterAll(() => database.drop());

  async function start(env: Record<string, string>): Promise<string> {
    const config = parseEnvironment({ DATABASE_URL: database.url, ...env }, () => SERVERS);
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Config)
      .useValue(config)
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
    apps.push(app);
    installHttp(app);
    await app.listen(0, '127.0.0.1');
    return app.getUrl();
  }

  const post = (origin: string, body?: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${origin}/api/v1/setup/test`, {
      method: 'POST',
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const tested = async (origin: string, body?: object): Promise<SetupTest> => {
    const reply = await post(origin, body);
    expect(reply.status).toBe(200);
    const text = await reply.text();
    expect(text).not.toContain('hunter2');
    return setupTest.parse(JSON.parse(text));
  };

  it('returns what is configured, without secrets', async () => {
    const origin = await start({
      LIVEKIT_SERVERS: 'servers.yaml',
      PUBLIC_URL: 'https://dash.example',
      TENANT_KEY: 'customer',
    });
    const text = await (await fetch(`${origin}/api/v1/setup`)).text();
    expect(text).not.toContain('hunter2');
    expect(setup.parse(JSON.parse(text))).toEqual({
      publicUrl: 'https://dash.example',
      webhookPath: '/api/webhooks/livekit',
      envFile: null,
      tenantKey: 'customer',
      servers: [
        { name: 'eu', url: 'wss://eu.invalid', keys: ['eukey', 'eukey2'] },
        { name: 'us', url: null, keys: ['uskey'] },
      ],
    });
  });

  it('test is sent to this process without PUBLIC_URL; its event is stored and shown, and not counted as a webhook of LiveKit', async () => {
    const origin = await start({ LIVEKIT_SERVERS: 'servers.yaml' });
    for (const body of [undefined, {}, { server: 'eu' }]) {
      expect(await tested(origin, body)).toMatchObject({
        ...{
          outcome: 'stored',
          url: `${origin}/api/webhooks/livekit`,
          throughPublicUrl: false,
          status: 200,
          detail: null,
        },
      });
    }
    const [app] = apps;
    const { changes } = await app!.get(DigestRepository, { strict: false }).read(['health', 'stats']);
    const told = health.parse(changes[0]?.value);
    expect(told).toMatchObject({ lastWebhookAt: null, rejectedToday: 0 });
    expect(told.lastTestAt).not.toBeNull();
    expect(changes[1]?.value).toMatchObject({ lastEventAt: null, eventsTotal: 3, activeSessions: 0 });
    const events = await app!
      .get(DataSource, { strict: false })
      .query<object[]>('SELECT event, source, api_key AS "apiKey", synthetic FROM event');
    expect(events).toContainEqual({ event: 'dashboard_test', source: 'eu', apiKey: 'eukey', synthetic: false });
  });

  it('test needs a key and a known server', async () => {
    expect(await tested(await start({}))).toMatchObject({ outcome: 'no_key', status: null, ms: 0 });
    const origin = await start({ LIVEKIT_SERVERS: 'servers.yaml' });
    expect(await tested(origin, { server: 'us' })).toMatchObject({ outcome: 'stored' });
    for (const [body, field] of [
      [{ server: 'nowhere' }, 'server'],
      [{ url: 'http://10.0.0.1/' }, 'url'],
    ] as const) {
      const reply = await post(origin, body);
      expect(reply.status).toBe(400);
      expect(problem.parse(await reply.json()).errors?.map((error) => error.field)).toEqual([field]);
    }
  });

  /** A proxy in front of a dashboard, as PUBLIC_URL. */
  async function proxy(
    handle: (origin: string) => Parameters<typeof createServer>[1],
  ): Promise<{ url: string; to: (origin: string) => void }> {
    let origin = '';
    const server = createServer((request, reply) => handle(origin)?.(request, reply));
    proxies.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, to: (to) => void (origin = to) };
  }

  it('test is sent through PUBLIC_URL, and reports if another dashboard received it', async () => {
    const other = await proxy(() => (_request, reply) => {
      void reply.setHeader('content-type', 'application/json').end('{"result":"stored"}');
    });
    const origin = await start({ LIVEKIT_SERVERS: 'servers.yaml', PUBLIC_URL: other.url });
    const result = await tested(origin);
    expect(result).toMatchObject({ outcome: 'unexpected', throughPublicUrl: true, status: 200 });
    expect(result.detail).toContain('another one answers');
  });

  it('test runs once at a time', async () => {
    const held = Promise.withResolvers<undefined>();
    const came = Promise.withResolvers<undefined>();
    const slow = await proxy(() => (_request, reply) => {
      came.resolve(undefined);
      void held.promise.then(() => reply.writeHead(404).end());
    });
    const origin = await start({ LIVEKIT_SERVERS: 'servers.yaml', PUBLIC_URL: slow.url });
    const first = tested(origin);
    await came.promise;
    expect((await post(origin)).status).toBe(429);
    held.resolve(undefined);
    expect(await first).toMatchObject({ outcome: 'unexpected', status: 404 });
  });

  it('test is rejected for a page of another site', async () => {
    const origin = await start({ LIVEKIT_SERVERS: 'servers.yaml' });
    const reply = await post(origin, {}, { origin: 'https://elsewhere.example' });
    expect(reply.status).toBe(403);
    expect(problem.parse(await reply.json()).status).toBe(403);
    expect((await post(origin, {}, { origin })).status).toBe(200);
  });
});
