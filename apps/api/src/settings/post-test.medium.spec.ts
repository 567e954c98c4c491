/** How each failure is described. Real: sockets. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { problemOf, PROBLEM_TYPE } from '../http/problem';
import { freePort } from '@livekit-dashboard/harness';
import { postTest } from './post-test';

const SIGNED = { body: '{"event":"dashboard_test"}', token: 'header.hunter2.signature' };

describe('a test event', () => {
  const servers: { close(): unknown }[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
  const answering = async (listener: RequestListener): Promise<string> =>
    `http://127.0.0.1:${await listening(createServer(listener))}/api/webhooks/livekit`;
  const json = (status: number, body: object, type = 'application/json'): RequestListener => {
    return (_request, reply) => void reply.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
  };
  const post = async (url: string, withinMs = 5000) => {
    const result = await postTest(url, SIGNED, withinMs);
    expect(JSON.stringify(result)).not.toContain('hunter2');
    return result;
  };

  it('is posted as LiveKit posts', async () => {
    const seen: unknown[] = [];
    const url = await answering((request, reply) => {
      seen.push(request.method, request.headers['content-type'], request.headers.authorization);
      json(200, { result: 'stored' })(request, reply);
    });
    expect(await post(url)).toMatchObject({ outcome: 'stored', status: 200, detail: null });
    expect(seen).toEqual(['POST', 'application/webhook+json', SIGNED.token]);
  });

  it('that the webhook endpoint rejects reports the reason', async () => {
    const url = await answering(json(401, problemOf(401, 'Invalid signature'), PROBLEM_TYPE));
    expect(await post(url)).toMatchObject({ outcome: 'refused', status: 401, detail: 'Invalid signature' });
  });

  it.each([
    [
      'a page',
      200,
      { 'content-type': 'text/html' },
      '<h1>hunter2</h1>',
      'Another server answered: 200 OK (text/html).',
    ],
    ['no such path', 404, {}, '', 'Another server answered: 404 Not Found (no content type).'],
    ['a login in front', 401, { 'www-authenticate': 'Basic' }, '', 'Another server answered: 401 Unauthorized'],
    [
      'a redirect',
      301,
      { location: 'https://user:hunter2@elsewhere.example/api/webhooks/livekit?token=hunter2' },
      '',
      'It redirects to https://elsewhere.example/api/webhooks/livekit. ',
    ],
    ['a redirect to a path', 307, { location: '/login?next=hunter2' }, '', 'It redirects to /login. '],
    ['a redirect to nowhere', 302, {}, '', 'It redirects to nowhere. '],
  ])('that meets %s is unexpected', async (_, status, headers, body, detail) => {
    const url = await answering((_request, reply) => void reply.writeHead(status, headers).end(body));
    const result = await post(url);
    expect(result).toMatchObject({ outcome: 'unexpected', status });
    expect(result.detail).toContain(detail);
  });

  it('does not read an endless answer to its end', async () => {
    const url = await answering((_request, reply) => {
      const write = (): void => {
        if (!reply.destroyed) reply.write('x'.repeat(65_536), () => setImmediate(write));
      };
      write();
    });
    expect(await post(url)).toMatchObject({ outcome: 'unexpected', status: 200 });
  });

  it('that is not answered', async () => {
    const hung: Socket[] = [];
    const port = await listening(createTcpServer((socket) => void hung.push(socket)));
    expect(await post(`http://127.0.0.1:${port}/`, 1000)).toMatchObject({
      ...{ outcome: 'timeout', status: null, detail: 'No answer within 1 s.' },
    });
    for (const socket of hung) socket.destroy();
  });

  it('that cannot connect', async () => {
    expect(await post(`http://127.0.0.1:${await freePort()}/`)).toMatchObject({
      ...{ outcome: 'unreachable', status: null, detail: 'Nothing listens at that address (ECONNREFUSED).' },
    });
    expect(await post('http://user:hunter2@127.0.0.1:1/')).toMatchObject({ outcome: 'unreachable' });
    const cut = await listening(createTcpServer((socket) => socket.destroy()));
    expect(await post(`http://127.0.0.1:${cut}/`)).toMatchObject({ outcome: 'unreachable' });
  });

  it('whose answer is not HTTP', async () => {
    const port = await listening(createTcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n')));
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: 'unexpected', status: null });
  });

  it('whose TLS is invalid or missing', async () => {
    const plain = await answering(json(200, { result: 'stored' }));
    expect(await post(plain.replace('http:', 'https:'))).toMatchObject({ outcome: 'tls', status: null });
    for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
      const cause = Object.assign(new Error('hunter2'), { code });
      jest.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('fetch failed', { cause }));
      expect(await post('https://127.0.0.1/')).toMatchObject({
        ...{ outcome: 'tls', detail: `The TLS connection failed: ${code}.` },
      });
    }
  });
});
