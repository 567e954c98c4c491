/**
 * What a webhook may cost before its token is verified, and while it arrives. Real: sockets, Nest on Fastify, with
 * short limits.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Admission } from '@livekit-dashboard/livekit';
import type { FastifyInstance } from 'fastify';
import { httpAdapter } from '../http/http-adapter';
import { ByteBudget } from './byte-budget';
import type { Delivery, Rejection } from './rejection';
import { WEBHOOK_BODY_LIMIT, webhookRoute, type WebhookReceiver } from './webhook.route';

/** However the connection ended. */
const closed = (socket: Socket) => new Promise<unknown>((resolve) => socket.once('close', resolve));

const PATH = '/api/webhooks/livekit';
const GOOD: Admission = { ok: true, apiKey: 'devkey', source: 'default', sha256: '' };
const BUDGET = 1024 * 1024;

describe('an incoming webhook', () => {
  let server: FastifyInstance;
  let port: number;
  let sockets: Socket[] = [];
  let budget: ByteBudget;
  let rejections: (Rejection & Delivery)[];
  let bodies: number[];
  /** Delays responses until it resolves. */
  let answering: Promise<unknown>;
  /** Delays the check of tokens. */
  let admitting: () => Promise<unknown>;
  /** The server's side of the connections. */
  let connections: Socket[];

  const receiver: WebhookReceiver = {
    admit: async (authorization) => {
      await admitting();
      return authorization === 'good' ? GOOD : { ok: false, status: 401, detail: 'refused' };
    },
    receive: async (_admission, body) => {
      bodies.push(body.length);
      await answering;
      return { status: 200, result: 'stored' };
    },
    reject: (rejection, delivery) => {
      rejections.push({ ...rejection, ...delivery });
      return { ok: false, status: rejection.status, detail: rejection.answer };
    },
  };

  beforeEach(async () => {
    budget = new ByteBudget(BUDGET);
    rejections = [];
    bodies = [];
    answering = Promise.resolve();
    admitting = () => Promise.resolve();
    await start();
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
    await server.close();
  });

  async function start(): Promise<void> {
    connections = [];
    server = httpAdapter({ headersMs: 200, requestMs: 300, checkEveryMs: 50 }).getInstance();
    await server.register(webhookRoute(receiver, budget));
    await server.listen({ port: 0, host: '127.0.0.1' });
    server.server.on('connection', (socket: Socket) => connections.push(socket));
    port = (server.server.address() as { port: number }).port;
  }

  /** A connection on which `head` was sent; `text` collects the response. */
  async function sent(
    head: string,
  ): Promise<{ socket: Socket; text: () => string; until: (part: string) => Promise<void> }> {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write(head);
    return {
      socket,
      text: () => text,
      until: async (part) => {
        while (!text.includes(part)) await Promise.race([once(socket, 'data'), closed(socket)]);
      },
    };
  }
  const head = (authorization: string, ...more: string[]) =>
    [`POST ${PATH} HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`, ...more, '', ''].join('\r\n');
  const length = (bytes: number) => `Content-Length: ${bytes}`;
  const CHUNKED = 'Transfer-Encoding: chunked';

  it('[ST14] with a bad token is rejected before its body is read, and takes nothing from the budget', async () => {
    for (const more of [length(WEBHOOK_BODY_LIMIT), length(10 ** 12), CHUNKED]) {
      const { until } = await sent(head('bad', more));
      await until('HTTP/1.1 401');
    }
    expect(budget.used).toBe(0);
    expect(bodies).toEqual([]);
  });

  it('with a body over the limit is rejected before the body is read, with what is known of it', async () => {
    const { until } = await sent(head('good', length(WEBHOOK_BODY_LIMIT + 1)));
    await until('HTTP/1.1 413');
    expect(rejections).toMatchObject([
      {
        reason: 'too_large',
        apiKey: 'devkey',
        source: 'default',
        bytes: WEBHOOK_BODY_LIMIT + 1,
        remoteAddress: '127.0.0.1',
      },
    ]);
  });

  it.each([
    ['an announced length', length(1000), 'x'],
    ['chunks', CHUNKED, '3e8\r\nx'],
  ])('with %s and then stops is ended, and its budget is released', async (_, more, part) => {
    const { socket, text } = await sent(head('good', more) + part);
    await closed(socket);
    expect(text()).toContain('HTTP/1.1 408');
    expect(text()).toContain('application/problem+json');
    await untilFree();
  });

  it('with half a header is ended', async () => {
    const { socket, text } = await sent('POST /api/webhooks/livekit HTTP/1.1\r\nHos');
    await closed(socket);
    expect(text()).toContain('HTTP/1.1 408');
  });

  it('[ST7] beyond the budget is answered 503 with Retry-After; those within it are stored, and their budget is released', async () => {
    const answered = Promise.withResolvers<undefined>();
    answering = answered.promise;
    const first = await sent(head('good', length(BUDGET - 10)) + 'x'.repeat(BUDGET - 10));
    while (bodies.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const announced = await sent(head('good', length(11)));
    await announced.until('HTTP/1.1 503');
    expect(announced.text().toLowerCase()).toContain('retry-after: 1');
    const chunked = await sent(`${head('good', CHUNKED)}b\r\n${'x'.repeat(11)}\r\n`);
    await chunked.until('HTTP/1.1 503');
    const small = await sent(head('good', length(5)) + 'small');
    answered.resolve(undefined);
    await first.until('HTTP/1.1 200');
    await small.until('HTTP/1.1 200');
    await untilFree();
    const next = await sent(head('good', length(BUDGET)) + 'x'.repeat(BUDGET));
    await next.until('HTTP/1.1 200');
    expect(bodies).toEqual([BUDGET - 10, 5, BUDGET]);
  });

  it('is dropped with its connection, and its budget is released', async () => {
    const { socket } = await sent(head('good', length(1000)) + 'x');
    while (budget.used === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    await untilFree();
  });

  it('in chunks beyond the limit is rejected, and the rest takes no more budget', async () => {
    await server.close();
    budget = new ByteBudget(2 * WEBHOOK_BODY_LIMIT);
    await start();
    const megabyte = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    const { socket, until } = await sent(`${head('good', CHUNKED)}${megabyte.repeat(4)}1\r\nx\r\n`);
    await until('HTTP/1.1 413');
    socket.write(megabyte);
    await closed(socket);
    await untilFree();
    expect(rejections).toMatchObject([{ reason: 'too_large' }]);
  });

  it('whose connection closes before its token is checked takes nothing', async () => {
    const checked = Promise.withResolvers<undefined>();
    const asked = Promise.withResolvers<undefined>();
    admitting = () => {
      asked.resolve(undefined);
      return checked.promise;
    };
    const { socket } = await sent(head('good', length(1000)));
    await asked.promise;
    const gone = connections.map(closed);
    socket.resetAndDestroy();
    await Promise.all(gone);
    checked.resolve(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(budget.used).toBe(0);
  });

  it('in chunks is stored', async () => {
    const { until } = await sent(`${head('good', CHUNKED)}5\r\nhello\r\n0\r\n\r\n`);
    await until('HTTP/1.1 200');
    expect(bodies).toEqual([5]);
  });

  async function untilFree(): Promise<void> {
    while (budget.used > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(budget.used).toBe(0);
  }
});
