/** Applies to every request to the built process: hosts, origins, headers, errors. Real: the built api, embedded database. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventList, problem } from '@livekit-dashboard/contracts';
import { io } from 'socket.io-client';
import { type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';
import { idOf, roomStarted, tokenFor } from '../testing/sender';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

describe('the surface of the api', () => {
  let built: BuiltApi;
  let api: ApiProcess;
  let dashboard: string;

  beforeAll(async () => {
    dashboard = await mkdtemp(join(tmpdir(), 'surface-'));
    await writeFile(join(dashboard, 'index.html'), '<!doctype html><title>page</title>');
    await writeFile(join(dashboard, 'main-ABCDEFGH.js'), '1');
    built = await buildApi();
    api = await built.start({
      DASHBOARD_DIR: dashboard,
      PUBLIC_URL: 'https://Dash.Example.com:443/',
      ALLOWED_HOSTS: 'api, dash.lan',
      LOG_LEVEL: 'verbose',
    });
  });
  afterAll(async () => {
    await built.remove();
    await rm(dashboard, { recursive: true, force: true });
  }, 60_000);

  /** `fetch` does not let a test choose Host and Origin. */
  async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Reply> {
    const sent = request(`${api.origin}${path}`, { method, headers, setHost: headers['host'] === undefined });
    sent.end(body);
    const [reply] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
    let text = '';
    for await (const chunk of reply) text += String(chunk);
    return { status: reply.statusCode ?? 0, headers: reply.headers, body: text };
  }
  const JSON_TYPE = { 'content-type': 'application/json' };
  const write = (headers: Record<string, string>, body = '{"currency":1}') =>
    ask('/api/v1/rates', { ...JSON_TYPE, 'content-length': String(Buffer.byteLength(body)), ...headers }, 'PUT', body);

  describe('a page whose name was rebound to this address (DNS rebinding)', () => {
    const headers = { host: 'evil.example:3000', origin: 'http://evil.example:3000' };

    it.each(['/', '/sessions', '/index.html', '/api/v1/sessions', '/api/docs', '/api/metrics', '/api/nothing'])(
      'cannot read %s',
      async (path) => {
        const reply = await ask(path, headers);
        expect(reply.status).toBe(421);
        expect(problem.parse(JSON.parse(reply.body))).toMatchObject({ code: 'unknown_host' });
      },
    );

    it('[EC5] cannot change anything or open a socket', async () => {
      expect((await write(headers)).status).toBe(421);
      expect(await upgraded(headers)).toMatch(/^HTTP\/1\.1 421 /);
    });

    it('is distinguished from the names that LiveKit and a load balancer use', async () => {
      for (const path of ['live', 'ready']) {
        expect((await ask(`/api/health/${path}`, { host: 'some-pod' })).status).toBe(200);
      }
      const body = roomStarted('any-host');
      const authorization = tokenFor(body);
      const reply = await ask('/api/webhooks/livekit', { host: 'some-pod', authorization }, 'POST', body);
      expect(reply.status).toBe(200);
    });
  });

  it('is distinguished from the addresses, PUBLIC_URL and ALLOWED_HOSTS', async () => {
    for (const host of ['127.0.0.1', 'localhost:1', '[::1]:3000', 'dash.example.com', 'api:3000', 'DASH.LAN']) {
      expect((await ask('/api/v1/setup', { host })).status).toBe(200);
    }
  });

  it('accepts writes of pages of its own origin, named as PUBLIC_URL is', async () => {
    // 400: it was accepted as far as the validation of fields.
    expect((await write({ origin: 'https://dash.example.com', host: 'dash.example.com:443' })).status).toBe(400);
    expect((await write({ origin: 'https://dash.example.com', host: 'api:3000' })).status).toBe(400);
    expect((await write({})).status).toBe(400);
    for (const origin of ['http://dash.example.com', 'https://evil.example', 'null']) {
      expect((await write({ origin, host: 'dash.example.com' })).status).toBe(403);
    }
  });

  it.each([
    ['POST', '/api/v1/erasures'],
    ['POST', '/api/v1/setup/test'],
    ['PUT', '/api/v1/rates'],
    ['POST', '/api/v1/rates/preview'],
    ['POST', '/'],
    ['DELETE', '/api/nothing'],
  ])('%s %s is rejected for pages of other origins', async (method, path) => {
    const reply = await ask(path, { ...JSON_TYPE, origin: 'http://evil.example' }, method);
    expect(reply.status).toBe(403);
    expect(problem.parse(JSON.parse(reply.body)).code).toBe('forbidden');
  });

  it('does no work for an image tag of another site', async () => {
    const reply = await ask('/api/v1/analytics', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' });
    expect(reply.status).toBe(403);
  });

  describe('headers', () => {
    it.each([
      ['/', 200],
      ['/index.html', 200],
      ['/sessions/RM_1', 200],
      ['/main-ABCDEFGH.js', 200],
      ['/missing.js', 404],
      ['/api/docs', 200],
      ['/api/docs/swagger-ui-init.js', 200],
      ['/api/docs-json', 200],
      ['/api/v1/setup', 200],
      ['/api/v1/sessions/RM_none', 404],
      ['/api/v1/sessions?limit=0', 400],
      ['/api/v1/exports/sessions.csv', 200],
      ['/api/metrics', 200],
      ['/api/health/live', 200],
      ['/api/nothing', 404],
    ])('%s (%i): no framing, no sniffing, no embedding', async (path, status) => {
      const { status: answered, headers } = await ask(path);
      expect(answered).toBe(status);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      if (path.startsWith('/api/v1')) expect(headers['cache-control']).toBe('no-store');
    });

    it('allow caching of hashed files', async () => {
      expect((await ask('/main-ABCDEFGH.js')).headers['cache-control']).toContain('immutable');
      expect((await ask('/index.html')).headers['cache-control']).toBe('no-cache');
    });
  });

  describe('an error', () => {
    const large = `{"identity":"${'x'.repeat(70_000)}"}`;

    it.each([
      ['a body that is not JSON', 'POST', '/api/v1/erasures', JSON_TYPE, '{', 400, 'bad_request'],
      ['an empty body', 'POST', '/api/v1/erasures', JSON_TYPE, '', 400, 'bad_request'],
      ['__proto__', 'POST', '/api/v1/erasures', JSON_TYPE, '{"__proto__":{"a":1}}', 400, 'bad_request'],
      ['constructor', 'POST', '/api/v1/erasures', JSON_TYPE, '{"constructor":{"prototype":1}}', 400, 'bad_request'],
      ['a body that is too large', 'POST', '/api/v1/erasures', JSON_TYPE, large, 413, 'too_large'],
      [
        'a form',
        'POST',
        '/api/v1/erasures',
        { 'content-type': 'application/x-www-form-urlencoded' },
        'a=1',
        415,
        'unsupported_media_type',
      ],
      ['bad fields', 'POST', '/api/v1/erasures', JSON_TYPE, '{}', 400, 'bad_request'],
      ['no route', 'GET', '/api/nothing', {}, '', 404, 'not_found'],
      ['no route to write to', 'PATCH', '/api/v1/sessions', {}, '', 404, 'not_found'],
      ['an unknown session', 'GET', '/api/v1/sessions/RM_none', {}, '', 404, 'not_found'],
      ['a path that cannot be decoded', 'GET', '/api/v1/sessions/%E0%A4%A', {}, '', 400, 'bad_request'],
      ['a bad token', 'POST', '/api/webhooks/livekit', { authorization: 'x' }, '{}', 401, 'unauthorized'],
      ['the wrong method of the webhook', 'PUT', '/api/webhooks/livekit', {}, '', 404, 'not_found'],
    ] as const)('of %s is problem+json with a code', async (_, method, path, headers, body, status, code) => {
      const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const reply = await ask(path, { ...headers, ...length }, method, body);
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect(problem.parse(JSON.parse(reply.body))).toMatchObject({ status, code });
      expect(reply.status).toBe(status);
    });

    it.each([
      ['no HTTP', 'nonsense\r\n\r\n', 400],
      ['no Host', 'GET /api/v1/sessions HTTP/1.1\r\n\r\n', 400],
      ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
      ['headers that are too large', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ])('of %s is problem+json too', async (_, text, status) => {
      const answer = await raw(text);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      if (answer.includes('\r\n\r\n{')) expect(answer).toContain('application/problem+json');
    });
  });

  it('accepts sids of any length', async () => {
    const sid = `RM_${'x'.repeat(4000)}`;
    const body = roomStarted('long-sid', { sid });
    const authorization = tokenFor(body);
    expect((await ask('/api/webhooks/livekit', { authorization }, 'POST', body)).status).toBe(200);
    const reply = await ask(`/api/v1/sessions/${sid}/events`);
    expect(reply.status).toBe(200);
    expect(eventList.parse(JSON.parse(reply.body)).items).toMatchObject([{ id: idOf(body) }]);
  });

  describe('the socket', () => {
    it('has no other transport, and its errors have the security headers too', async () => {
      for (const path of ['/socket.io/?EIO=4&transport=polling', '/socket.io/socket.io.js']) {
        const { status, headers } = await ask(path);
        expect(status).toBe(400);
        expect(headers['x-content-type-options']).toBe('nosniff');
      }
    });

    it('[TO12] rejects other origins, sites and schemes at the upgrade', async () => {
      const own = `http://${new URL(api.origin).host}`;
      const host = new URL(api.origin).host;
      expect(await upgraded({ host, origin: own })).toMatch(/^HTTP\/1\.1 101 /);
      expect(await upgraded({ host })).toMatch(/^HTTP\/1\.1 101 /);
      for (const headers of [
        { host, origin: 'http://evil.example' },
        { host, origin: own.replace('http:', 'https:') },
        { host, origin: 'null' },
        { host, 'sec-fetch-site': 'cross-site' },
      ]) {
        const answer = await upgraded(headers);
        expect(answer).toMatch(/^HTTP\/1\.1 403 /);
        expect(answer).toContain('"code":"forbidden"');
      }
    });

    it('is the only upgrade; requests for others are answered as without one', async () => {
      for (const [path, status] of [
        ['/api/v1/setup', 200],
        ['/api/nothing', 404],
        ['/', 200],
      ] as const) {
        const headers = { connection: 'Upgrade', upgrade: 'websocket' };
        expect((await ask(path, headers)).status).toBe(status);
      }
    });

    it('accepts the page behind the proxy', async () => {
      const socket = io(api.origin, {
        transports: ['websocket'],
        extraHeaders: { origin: 'https://dash.example.com' },
        reconnection: false,
      });
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      socket.disconnect();
    });
  });

  async function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(api.origin);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(text);
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      // An upgraded connection stays open.
      if (answer.startsWith('HTTP/1.1 101')) socket.destroy();
    });
    await once(socket, 'close');
    return answer;
  }

  const upgraded = (headers: Record<string, string>): Promise<string> =>
    raw(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        '',
        '',
      ].join('\r\n'),
    );
});
