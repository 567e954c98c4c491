/** Real: HTTP on loopback. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenVerifier } from 'livekit-server-sdk';
import { RoomService } from './room-service';

const KEY = 'devkey';
const SECRET = 'a-secret-of-at-least-thirty-two-characters';

describe('the room service', () => {
  let server: Server;
  let port: number;
  let status: number;
  let answer: string | null;
  let asked: { url: string; token: string; body: unknown }[];

  beforeEach(async () => {
    [status, answer, asked] = [200, '{}', []];
    server = createServer((request, response) => {
      void request.toArray().then((chunks) => {
        const token = (request.headers.authorization ?? '').replace('Bearer ', '');
        asked.push({ url: request.url ?? '', token, body: JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) });
        if (answer !== null) response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Waits long: only a test of waiting may end by the limit, however slow the machine is. */
  const client = (url = `ws://127.0.0.1:${port}`, timeoutMs = 60_000): RoomService =>
    new RoomService({ url, key: KEY, secret: SECRET, timeoutMs });
  const faultOf = (request: Promise<unknown>): Promise<{ fault: string; message: string }> =>
    request.then(
      () => Promise.reject(new Error('it was answered')),
      (error: unknown) => error as { fault: string; message: string },
    );

  it('lists rooms as webhooks tell them, without their secrets', async () => {
    answer = JSON.stringify({
      rooms: [
        {
          sid: 'RM_1',
          name: 'a',
          creation_time: '1',
          creation_time_ms: '1795563068000',
          metadata: 'm',
          turn_password: 'hunter2',
        },
        { sid: '', name: 'no session' },
      ],
    });
    const rooms = await client(`http://user:hunter2@127.0.0.1:${port}/`).listRooms();
    expect(rooms.map(({ room }) => room)).toEqual([
      { sid: 'RM_1', name: 'a', full: true, creationTimeMs: 1_795_563_068_000, metadata: 'm' },
    ]);
    expect(rooms[0]?.payload()).toMatchObject({ creationTimeMs: '1795563068000', turnPassword: '[removed]' });
    expect(asked[0]?.url).toBe('/twirp/livekit.RoomService/ListRooms');
    const { video } = await new TokenVerifier(KEY, SECRET).verify(asked[0]?.token ?? '');
    expect(video).toEqual({ roomList: true });
  });

  it('lists who is in a room, also of a kind that is new, and keeps the keys of attributes', async () => {
    const track = { sid: 'TR_1', type: 'VIDEO', source: 'CAMERA', mime_type: 'video/vp8', width: 640, height: 360 };
    answer = JSON.stringify({
      participants: [
        {
          sid: 'PA_1',
          identity: 'ada',
          state: 'ACTIVE',
          kind: 'HOLOGRAM',
          version: 4,
          joined_at_ms: '1795563068764',
          attributes: { my_key: 'my_value' },
          tracks: [{ ...track, version: { unix_micro: '1795563068917635', ticks: 0 } }],
        },
        { sid: 'PA_2', identity: 'late', state: 'JOINED' },
      ],
    });
    const listed = await client(`ws://127.0.0.1:${port}/livekit/`).listParticipants('a room');
    expect(listed).toMatchObject([
      {
        active: true,
        participant: {
          sid: 'PA_1',
          profile: { kind: 'HOLOGRAM', version: 4, joinedAtMs: 1_795_563_068_764, attributes: { my_key: 'my_value' } },
        },
        tracks: [{ track: { sid: 'TR_1', mimeType: 'video/vp8', width: 640, publishedAtMs: 1_795_563_068_917 } }],
      },
      { active: false, participant: { sid: 'PA_2' }, tracks: [] },
    ]);
    const payload = listed[0]?.payload();
    expect(payload).toMatchObject({ joinedAtMs: '1795563068764', attributes: { my_key: 'my_value' } });
    expect(payload).not.toHaveProperty('tracks');
    expect(listed[0]?.tracks[0]?.payload()).toMatchObject({ mimeType: 'video/vp8', version: { ticks: 0 } });
    expect(asked[0]).toMatchObject({
      url: '/livekit/twirp/livekit.RoomService/ListParticipants',
      body: { room: 'a room' },
    });
    const { video } = await new TokenVerifier(KEY, SECRET).verify(asked[0]?.token ?? '');
    expect(video).toEqual({ roomAdmin: true, room: 'a room' });
  });

  it('knows nobody in a room that is not there', async () => {
    [status, answer] = [404, '{"code":"not_found","msg":"no such room"}'];
    expect(await client().listParticipants('gone')).toEqual([]);
  });

  it.each([
    [
      'a wrong secret',
      401,
      '{"code":"unauthenticated","msg":"hunter2"}',
      'unauthorized',
      /refused the API key devkey \(401\)/,
    ],
    ['another fault', 500, '{"code":"internal","msg":"hunter2"}', 'other', /answered 500 internal$/],
    ['a web page', 404, '<html>hunter2</html>', 'other', /and not as LiveKit does/],
    ['a page that is found', 200, '<html>hunter2</html>', 'other', /answered 200, and not as LiveKit does/],
    ['a redirect', 302, '{}', 'other', /answered 302/],
  ])('tells %s without a secret', async (_, code, body, fault, message) => {
    [status, answer] = [code, body];
    const error = await faultOf(client().listRooms());
    expect(error).toMatchObject({ fault, message: expect.stringMatching(message) as string });
    expect(error.message).not.toMatch(/hunter2|a-secret/);
  });

  it('gives up a server that hangs', async () => {
    answer = null;
    expect(await faultOf(client(undefined, 50).listRooms())).toMatchObject({ fault: 'timeout' });
  });

  it.each([
    ['nobody listens', 'http://127.0.0.1:9', 'unreachable'],
    ['the name is unknown', 'wss://no.such.host.invalid', 'unreachable'],
  ])('tells that %s', async (_, url, fault) => {
    expect(await faultOf(client(url).listRooms())).toMatchObject({ fault });
  });

  it('tells that there is no TLS', async () => {
    const error = await faultOf(client(`wss://127.0.0.1:${port}`).listRooms());
    expect(error).toMatchObject({ fault: 'tls', message: expect.stringContaining('ERR_SSL') as string });
  });

  it('is cancelled by its caller, and says so', async () => {
    answer = null;
    const cancel = new AbortController();
    const request = client().listRooms(cancel.signal);
    cancel.abort(new Error('closing'));
    await expect(request).rejects.toThrow('closing');
  });
});
