/** A shutdown ends within its deadline, whatever clients leave open. Real: the built api as a process, on the embedded database. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';
import { post, roomStarted, tokenFor } from '../testing/sender';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { TcpProxy } from '@livekit-dashboard/harness';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';

/** More than the buffers of both ends of a connection. */
const LARGE_EVENTS = 40;
const METADATA = 'm'.repeat(500_000);

describeWith({ postgres: true })('SIGTERM while the database hangs', () => {
  let built: BuiltApi;
  let database: TestDatabase;
  let cable: TcpProxy;

  beforeAll(async () => {
    [database, built] = await Promise.all([createTestDatabase(), buildApi()]);
    cable = await TcpProxy.before(database.url);
  });
  afterAll(async () => {
    await built.remove();
    cable.close();
    await database.drop();
  }, 60_000);

  it('[ST11] ends within the deadline: a waiting webhook is not acknowledged', async () => {
    const api = await built.start({ DATABASE_URL: cable.url });
    cable.hang();
    const answer = post(api.origin, roomStarted('hangs')).catch(() => null);
    const code = await api.stop();
    expect([1, 'SIGTERM']).toContain(code);
    expect((await answer)?.status).not.toBe(200);
  });
});

describe('SIGTERM', () => {
  let built: BuiltApi;
  let dataDir: string;
  let api: ApiProcess;
  let sockets: Socket[] = [];

  beforeAll(async () => {
    built = await buildApi();
    dataDir = await mkdtemp(join(tmpdir(), 'shutdown-'));
  });
  beforeEach(async () => {
    api = await built.start({ DATA_DIR: dataDir, LOG_LEVEL: 'info' });
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  });
  afterAll(async () => {
    await built.remove();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  async function open(text: string): Promise<Socket> {
    const { hostname, port } = new URL(api.origin);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  }
  const request = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
  const { host } = { host: 'Host: 127.0.0.1' };

  /** Ends by the signal, with the last log line of an orderly shutdown. */
  async function stops(): Promise<void> {
    expect(await api.stop()).toBe('SIGTERM');
    expect(api.log).toContain('Stopped');
    expect(api.log).not.toContain('Not stopped within');
  }

  it('ends connections with half a header', async () => {
    await open('GET / HTTP/1.1\r\nHos');
    await stops();
  });

  it('ends requests whose body stopped, also under a valid token', async () => {
    await open(
      `${request('POST /api/v1/erasures HTTP/1.1', host, 'Content-Type: application/json', 'Content-Length: 99')}{`,
    );
    const token = `Authorization: ${tokenFor('x')}`;
    await open(`${request('POST /api/webhooks/livekit HTTP/1.1', host, token, 'Content-Length: 99')}{`);
    await stops();
  });

  it('[ST11] ends a download that the client does not read', async () => {
    for (let n = 0; n < LARGE_EVENTS; n++) {
      expect((await post(api.origin, roomStarted('large', { metadata: METADATA }))).status).toBe(200);
    }
    const socket = await open(request('GET /api/v1/exports/events.json HTTP/1.1', host));
    await once(socket, 'readable');
    socket.pause();
    await stops();
  });

  it('ends an upgrade to an unknown path whose answer is not read', async () => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Content-Length: 4000000'];
    const socket = await open(request('POST /api/webhooks/livekit HTTP/1.1', host, ...upgrade) + 'x'.repeat(1_000_000));
    await once(socket, 'data');
    await stops();
  });

  it('ends sockets that never joined, and one that does not answer the close frame', async () => {
    const upgrade = request(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      host,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    );
    for (const socket of [await open(upgrade), await open(upgrade)]) await once(socket, 'data');
    await stops();
  });
});
