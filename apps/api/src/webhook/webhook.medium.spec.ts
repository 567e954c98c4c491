/** Every row of the contract's table of answers. Real: Nest on Fastify, the SDK's signatures. Ingest is a fake one. */
import { createHash } from 'node:crypto';
import { Logger, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { jest } from '@jest/globals';
import { AccessToken } from 'livekit-server-sdk';
import { register } from 'prom-client';
import { problem } from '@livekit-dashboard/contracts';
import { Config } from '../config/config';
import { ConfigModule } from '../config/config.module';
import { parseEnvironment } from '../config/parse-environment';
import { IngestModule } from '../ingest/ingest.module';
import { IngestService } from '../ingest/ingest.service';
import { IngestUnavailable } from '../ingest/ingest-unavailable';
import type { ReceivedEvent } from '../ingest/received-event';
import { RejectionLog } from './rejection-log';
import { WebhookModule } from './webhook.module';
import { WEBHOOK_BODY_LIMIT } from './webhook.route';

const KEYS = { LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'secret', LIVEKIT_KEYS: 'newkey: another' };
const PATH = '/api/webhooks/livekit';

const submit = jest.fn<IngestService['submit']>();

@Module({ providers: [{ provide: IngestService, useValue: { submit } }], exports: [IngestService] })
class FakeIngestModule {}

async function start(env: Record<string, string>): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule({ imports: [ConfigModule, WebhookModule] })
    .overrideProvider(Config)
    .useValue(parseEnvironment(env, () => ''))
    .overrideModule(IngestModule)
    .useModule(FakeIngestModule)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  return app;
}

async function signed(body: string | Buffer, key = 'devkey', secret = 'secret', ttl = 300): Promise<string> {
  const token = new AccessToken(key, secret, { ttl });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return token.toJwt();
}

const started = {
  event: 'room_started',
  id: 'EV_1',
  createdAt: '1795465160',
  room: { sid: 'RM_K2xswNozYBHP', name: 'test-room', turnPassword: 'hunter2' },
};
const BODY = JSON.stringify(started);

describe('POST /api/webhooks/livekit', () => {
  let app: NestFastifyApplication;
  let lines: string[];

  beforeAll(async () => {
    for (const level of ['log', 'warn', 'error'] as const) {
      jest.spyOn(Logger.prototype, level).mockImplementation(function (this: { context?: string }, message: unknown) {
        lines.push(`[${this.context ?? ''}] ${String(message)}`);
      });
    }
    lines = [];
    app = await start(KEYS);
  });
  afterAll(() => app.close());
  beforeEach(() => {
    lines = [];
    submit.mockReset().mockResolvedValue('stored');
  });

  async function post(body: string | Buffer, headers: Record<string, string | undefined> = {}) {
    const authorization = headers['authorization'] ?? (await signed(body));
    return app.inject({
      method: 'POST',
      url: PATH,
      headers: { 'content-type': 'application/webhook+json', ...headers, authorization },
      payload: body,
    });
  }
  const taken = (): ReceivedEvent => {
    const event = submit.mock.calls[0]?.[0];
    if (event === undefined) throw new Error('nothing was submitted');
    return event;
  };

  it('stored: 200, and the lines that the guide shows', async () => {
    const reply = await post(BODY);
    expect(reply.statusCode).toBe(200);
    expect(lines).toEqual([
      '[Webhook] Received event: room_started',
      '[Webhook] Room started: test-room (sid: RM_K2xswNozYBHP)',
    ]);
    expect(taken()).toMatchObject({ source: 'default', apiKey: 'devkey', bytes: BODY.length, synthetic: false });
    expect(taken().event).toMatchObject({ event: 'room_started', room: { sid: 'RM_K2xswNozYBHP' } });
    expect(JSON.stringify(submit.mock.calls)).not.toContain('hunter2');
  });

  it('stored already, or kept apart: 200', async () => {
    submit.mockResolvedValueOnce('duplicate').mockResolvedValueOnce('quarantined');
    expect((await post(BODY)).statusCode).toBe(200);
    expect((await post(BODY)).statusCode).toBe(200);
  });

  it('is answered when it is stored, and not before', async () => {
    const stored = Promise.withResolvers<'stored'>();
    const submitted = Promise.withResolvers<undefined>();
    submit.mockImplementation(() => {
      submitted.resolve(undefined);
      return stored.promise;
    });
    let answered = false;
    const reply = post(BODY).finally(() => (answered = true));
    await submitted.promise;
    expect(answered).toBe(false);
    stored.resolve('stored');
    expect((await reply).statusCode).toBe(200);
  });

  it.each([
    ['no token', () => Promise.resolve(''), 'Missing token'],
    ['a malformed token', () => Promise.resolve('nonsense'), 'Malformed token'],
    ['an expired token', () => signed(BODY, 'devkey', 'secret', -60), 'Expired token'],
    ['an unknown key', () => signed(BODY, 'who\nami', 'secret'), 'Unknown API key: who\\u{a}ami'],
    ['the wrong secret', () => signed(BODY, 'devkey', 'wrong'), 'Invalid signature'],
    ['a token of another body', () => signed('{}'), 'Body does not match'],
  ])('%s: 401, told in the log', async (_, token, told) => {
    const reply = await post(BODY, { authorization: await token() });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(problem.parse(reply.json()).detail).toContain(told);
    expect(lines).toEqual([expect.stringContaining(`[Webhook] Error processing webhook: ${told}`)]);
    expect(submit).not.toHaveBeenCalled();
  });

  it('a wrong secret is told in the words of the guide', async () => {
    await post(BODY, { authorization: await signed(BODY, 'devkey', 'wrong') });
    expect(lines).toEqual(['[Webhook] Error processing webhook: Invalid signature']);
  });

  it.each([
    ['no JSON', '{"event":'],
    ['empty', ''],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['without an event name', '{"id":"EV_1"}'],
  ])('signed, but %s: 400', async (_, body) => {
    const reply = await post(body);
    expect(reply.statusCode).toBe(400);
    expect(problem.parse(reply.json()).status).toBe(400);
    expect(submit).not.toHaveBeenCalled();
  });

  it('over the size limit: 413, counted and shown', async () => {
    const reply = await post('x'.repeat(WEBHOOK_BODY_LIMIT + 1));
    expect(reply.statusCode).toBe(413);
    expect(problem.parse(reply.json()).status).toBe(413);
    expect(app.get(RejectionLog, { strict: false }).latest()[0]).toMatchObject({ reason: 'too_large' });
    expect(await register.metrics()).toContain('livekit_dashboard_webhook_rejected_total{reason="too_large"} 1');
  });

  it('over the size limit by far, from a sender that writes before it reads: 413', async () => {
    await app.listen(0, '127.0.0.1');
    const chunk = new Uint8Array(1024 * 1024);
    const stream = () => ReadableStream.from(Array.from({ length: 16 }, () => chunk));
    for (const body of [new Blob(Array.from({ length: 16 }, () => chunk)), stream()]) {
      const reply = await fetch(`${await app.getUrl()}${PATH}`, { method: 'POST', body, duplex: 'half' });
      expect(reply.status).toBe(413);
      expect(problem.parse(await reply.json()).status).toBe(413);
    }
  });

  it('two metadata fields of 512 KiB that are JSON themselves are stored', async () => {
    const metadata = JSON.stringify({ text: '"\\'.repeat(100_000) }).padEnd(512 * 1024, ' ');
    const participant = { sid: 'PA_1', identity: 'alice', metadata };
    const body = JSON.stringify({
      ...started,
      event: 'participant_joined',
      room: { ...started.room, metadata },
      participant,
    });
    expect(body.length).toBeGreaterThan(1.7 * 1024 * 1024);
    expect((await post(body)).statusCode).toBe(200);
    expect(taken().event.participant?.profile?.metadata).toBe(metadata);
  });

  it('cannot be stored now: 503 with Retry-After', async () => {
    submit.mockRejectedValueOnce(new IngestUnavailable('database_away'));
    const reply = await post(BODY);
    expect(reply.statusCode).toBe(503);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(problem.parse(reply.json())).toMatchObject({ status: 503, detail: 'cannot store now: database_away' });
  });

  it('a fault of ours is 503 too, without its text', async () => {
    submit.mockRejectedValueOnce(new Error('hunter2'));
    const reply = await post(BODY);
    expect(reply.statusCode).toBe(503);
    expect(reply.headers['retry-after']).toBeDefined();
    expect(reply.body).not.toContain('hunter2');
  });

  it.each(['application/webhook+json', 'application/json', 'text/plain', 'nonsense', ';;;'])(
    'takes the content type %s',
    async (type) => {
      expect((await post(BODY, { 'content-type': type })).statusCode).toBe(200);
    },
  );

  it('takes no content type, a slash at the end and a Bearer token', async () => {
    const url = `${PATH}/`;
    const authorization = `Bearer ${await signed(BODY)}`;
    const reply = await app.inject({ method: 'POST', url, headers: { authorization }, payload: Buffer.from(BODY) });
    expect(reply.statusCode).toBe(200);
  });

  it('takes each configured key', async () => {
    expect((await post(BODY, { authorization: await signed(BODY, 'newkey', 'another') })).statusCode).toBe(200);
    expect(taken().apiKey).toBe('newkey');
  });

  it('stores an event that nobody knows', async () => {
    expect((await post('{"event":"room_exploded","id":"EV_9"}')).statusCode).toBe(200);
    expect(taken().event.event).toBe('room_exploded');
    expect(await register.metrics()).toContain(
      'livekit_dashboard_webhook_received_total{event="unknown",result="stored"} 1',
    );
  });

  it('keeps the last rejections, newest first, without end neither in memory nor in the log', async () => {
    const authorization = await signed(BODY, 'devkey', 'wrong');
    for (let i = 0; i < 150; i++) await post(BODY, { authorization });
    const latest = app.get(RejectionLog, { strict: false }).latest();
    expect(latest).toHaveLength(100);
    expect(latest[0]).toMatchObject({ reason: 'wrong_secret', apiKey: 'devkey', status: 401 });
    expect(lines.length).toBeLessThan(150);
  });
});

describe('without any key', () => {
  it('every webhook is refused, and the log says at start how to set one', async () => {
    const lines: unknown[] = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void lines.push(line));
    const app = await start({});
    const authorization = await signed(BODY);
    const reply = await app.inject({ method: 'POST', url: PATH, headers: { authorization }, payload: BODY });
    expect(reply.statusCode).toBe(401);
    expect(reply.body).toContain('LIVEKIT_API_KEY');
    expect(lines).toContainEqual(expect.stringContaining('LIVEKIT_API_KEY'));
    await app.close();
  });
});
