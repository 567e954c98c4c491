/** Every row of the contract's table of responses. Real: Nest on Fastify, the SDK's signatures. Ingest is a fake. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Global, Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { jest } from '@jest/globals';
import { AccessToken } from 'livekit-server-sdk';
import { register } from 'prom-client';
import { problem } from '@livekit-dashboard/contracts';
import { Config } from '../config/config';
import { ConfigModule } from '../config/config.module';
import { parseEnvironment } from '../config/parse-environment';
import { httpAdapter } from '../http/http-adapter';
import { installHttp } from '../http/install-http';
import { IngestModule } from '../ingest/ingest.module';
import { IngestService } from '../ingest/ingest.service';
import { IngestUnavailable } from '../ingest/ingest-unavailable';
import type { ReceivedEvent } from '../ingest/received-event';
import { type CountedRejection, RejectionRepository } from '../store/stream/rejection.repository';
import { tokenFor } from '../testing/sender';
import { RejectionCounter } from './rejection-counter';
import { WebhookModule } from './webhook.module';
import { WEBHOOK_BODY_LIMIT } from './webhook.route';

const KEYS = { LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'secret', LIVEKIT_KEYS: 'newkey: another' };
const PATH = '/api/webhooks/livekit';

const submit = jest.fn<IngestService['submit']>();

@Module({ providers: [{ provide: IngestService, useValue: { submit } }], exports: [IngestService] })
class FakeIngestModule {}

/** The rejections passed to the store. */
const counted: CountedRejection[] = [];
const rejections = {
  add: (rows: readonly CountedRejection[]): Promise<void> => Promise.resolve(void counted.push(...rows)),
};

@Global()
@Module({ providers: [{ provide: RejectionRepository, useValue: rejections }], exports: [RejectionRepository] })
class FakeStoreModule {}

/** The counts after they were written. */
async function countedBy(app: NestFastifyApplication): Promise<readonly CountedRejection[]> {
  await app.get(RejectionCounter, { strict: false }).written();
  return counted.splice(0);
}

async function start(env: Record<string, string>): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule({ imports: [ConfigModule, FakeStoreModule, WebhookModule] })
    .overrideProvider(Config)
    .useValue(parseEnvironment(env, () => ''))
    .overrideModule(IngestModule)
    .useModule(FakeIngestModule)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter());
  installHttp(app);
  await app.init();
  return app;
}

async function signed(body: string | Buffer, key = 'devkey', secret = 'secret', ttl = 300): Promise<string> {
  const token = new AccessToken(key, secret, { ttl });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return token.toJwt();
}

/** Writes the parts one after another, each once the one before it has been taken; the first bytes of the response. */
async function writeThenRead(url: string, parts: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    for (const part of parts) {
      await new Promise<void>((resolve, reject) => socket.write(part, (error) => (error ? reject(error) : resolve())));
    }
    const [response] = (await once(socket, 'data')) as [Buffer];
    return response.toString();
  } finally {
    socket.destroy();
  }
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
    await app.listen(0, '127.0.0.1');
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

  it('stored: 200, with the log lines of the guide', async () => {
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

  it('already stored, or quarantined: 200', async () => {
    submit.mockResolvedValueOnce('duplicate').mockResolvedValueOnce('quarantined');
    expect((await post(BODY)).statusCode).toBe(200);
    expect((await post(BODY)).statusCode).toBe(200);
  });

  it('[ST1] is answered when it is stored, and not before', async () => {
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
    ['an expired token', () => signed(BODY, 'devkey', 'secret', -120), 'Expired token'],
    ['a token of another body', () => signed('{}'), 'Body does not match'],
  ])('%s: 401, with the reason in the answer and in the log', async (_, token, told) => {
    const reply = await post(BODY, { authorization: await token() });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(problem.parse(reply.json()).detail).toContain(told);
    expect(lines).toEqual([expect.stringContaining(`[Webhook] Error processing webhook: ${told}`)]);
    expect(submit).not.toHaveBeenCalled();
  });

  it('[EC4] a wrong secret is logged as in the guide, an unknown key by its name; the sender cannot distinguish them', async () => {
    const wrong = await post(BODY, { authorization: await signed(BODY, 'devkey', 'wrong') });
    const unknown = await post(BODY, { authorization: await signed(BODY, 'who\nami', 'secret') });
    expect(lines).toEqual([
      '[Webhook] Error processing webhook: Invalid signature',
      '[Webhook] Error processing webhook: Unknown API key: who\\u{a}ami',
    ]);
    expect(wrong.statusCode).toBe(401);
    expect(wrong.body).toBe(unknown.body);
    expect(problem.parse(wrong.json())).toMatchObject({ code: 'unauthorized' });
    expect(submit).not.toHaveBeenCalled();
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

  it('over the size limit: 413, counted and listed', async () => {
    const reply = await post('x'.repeat(WEBHOOK_BODY_LIMIT + 1));
    expect(reply.statusCode).toBe(413);
    expect(problem.parse(reply.json()).status).toBe(413);
    expect(await register.metrics()).toContain('livekit_dashboard_webhook_rejected_total{reason="too_large"} 1');
  });

  it.each(['with its length', 'in chunks'])(
    'far over the size limit, %s, from a sender that reads only after it has written: 413',
    async (form) => {
      const mebibyte = Buffer.alloc(1024 * 1024);
      const parts = Array.from({ length: 16 }, () => mebibyte);
      const [length, body] =
        form === 'in chunks'
          ? ['transfer-encoding: chunked', [...parts.flatMap((part) => ['100000\r\n', part, '\r\n']), '0\r\n\r\n']]
          : [`content-length: ${16 * mebibyte.length}`, parts];
      const head = [`POST ${PATH} HTTP/1.1`, 'host: 127.0.0.1', `authorization: ${await signed('')}`, length];
      const reply = await writeThenRead(await app.getUrl(), [`${head.join('\r\n')}\r\n\r\n`, ...body]);
      expect(reply).toMatch(/^HTTP\/1\.1 413 /);
    },
  );

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

  it('[ST5] not storable now: 503 with Retry-After', async () => {
    submit.mockRejectedValueOnce(new IngestUnavailable('database_away'));
    const reply = await post(BODY);
    expect(reply.statusCode).toBe(503);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(problem.parse(reply.json())).toMatchObject({ status: 503, detail: 'cannot store now: database_away' });
  });

  it('an unexpected exception is 503 too, without its text', async () => {
    submit.mockRejectedValueOnce(new Error('hunter2'));
    const reply = await post(BODY);
    expect(reply.statusCode).toBe(503);
    expect(reply.headers['retry-after']).toBeDefined();
    expect(reply.body).not.toContain('hunter2');
  });

  it.each(['application/webhook+json', 'application/json', 'text/plain', 'nonsense', ';;;'])(
    'accepts the content type %s',
    async (type) => {
      expect((await post(BODY, { 'content-type': type })).statusCode).toBe(200);
    },
  );

  it('accepts a missing content type, a trailing slash and a Bearer token', async () => {
    const url = `${PATH}/`;
    const authorization = `Bearer ${await signed(BODY)}`;
    const reply = await app.inject({ method: 'POST', url, headers: { authorization }, payload: Buffer.from(BODY) });
    expect(reply.statusCode).toBe(200);
  });

  it('accepts each configured key', async () => {
    expect((await post(BODY, { authorization: await signed(BODY, 'newkey', 'another') })).statusCode).toBe(200);
    expect(taken().apiKey).toBe('newkey');
  });

  it('stores an event of an unknown type', async () => {
    expect((await post('{"event":"room_exploded","id":"EV_9"}')).statusCode).toBe(200);
    expect(taken().event.event).toBe('room_exploded');
    expect(await register.metrics()).toContain(
      'livekit_dashboard_webhook_received_total{event="unknown",result="stored"} 1',
    );
  });

  describe('a rejected webhook is counted', () => {
    const now: { readonly clockOffsetSeconds: number | null; readonly apiKey: string } = {
      clockOffsetSeconds: null,
      apiKey: 'devkey',
    };
    const token =
      (told: Parameters<typeof tokenFor>[1], body: string | Buffer = BODY) =>
      (): string =>
        tokenFor(body, { key: 'devkey', secret: 'secret', ...told });

    beforeEach(() => countedBy(app));

    it.each([
      ['missing_token', BODY, () => '', { ...now, apiKey: '' }],
      ['malformed_token', BODY, () => 'nonsense', { ...now, apiKey: '' }],
      ['unknown_key', BODY, token({ key: 'who\nami\0' }), { ...now, apiKey: 'who\\u{a}ami\\u{0}' }],
      ['wrong_secret', BODY, token({ secret: 'wrong' }), now],
      ['expired', BODY, token({ madeIn: -1000 }), { ...now, clockOffsetSeconds: 1000 }],
      ['not_yet_valid', BODY, token({ madeIn: 500 }), { ...now, clockOffsetSeconds: -500 }],
      ['body_mismatch', BODY, token({}, '{}'), now],
      ['not_json', '{"event":', token({}, '{"event":'), now],
      ['not_utf8', Buffer.from([0x22, 0xff, 0x22]), token({}, Buffer.from([0x22, 0xff, 0x22])), now],
      ['no_event_name', '{"id":"EV_1"}', token({}, '{"id":"EV_1"}'), now],
      ['too_large', 'x'.repeat(WEBHOOK_BODY_LIMIT + 1), token({}), now],
    ])('as %s, with its key and how far the clocks differ', async (reason, body, authorization, told) => {
      const before = Date.now();
      await post(body, { authorization: authorization() });
      const [only, ...others] = await countedBy(app);
      expect(others).toEqual([]);
      expect(only).toMatchObject({ reason, count: 1, apiKey: told.apiKey });
      expect(only?.lastMs).toBeGreaterThanOrEqual(before);
      expect(only?.clockOffsetSeconds === null).toBe(told.clockOffsetSeconds === null);
      expect(Math.abs((only?.clockOffsetSeconds ?? 0) - (told.clockOffsetSeconds ?? 0))).toBeLessThanOrEqual(3);
    });

    it('and logged, with a limit', async () => {
      const authorization = token({ secret: 'wrong' })();
      for (let i = 0; i < 150; i++) await post(BODY, { authorization });
      expect(lines.length).toBeLessThan(150);
      expect((await countedBy(app)).reduce((sum, { count }) => sum + count, 0)).toBe(150);
    });
  });
});

describe('without any key', () => {
  it('every webhook is rejected, and the log says at start how to set a key', async () => {
    const lines: unknown[] = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void lines.push(line));
    const app = await start({});
    const authorization = await signed(BODY);
    const reply = await app.inject({ method: 'POST', url: PATH, headers: { authorization }, payload: BODY });
    expect(reply.statusCode).toBe(401);
    expect(reply.body).toContain('LIVEKIT_API_KEY');
    expect(await countedBy(app)).toMatchObject([{ reason: 'no_key_configured', apiKey: 'devkey', count: 1 }]);
    expect(lines).toContainEqual(expect.stringContaining('LIVEKIT_API_KEY'));
    await app.close();
  });
});
