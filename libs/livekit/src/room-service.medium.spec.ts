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

  /** Long, so that only a test of the timeout can reach it, however slow the machine is. */
  const client = (url = `ws://127.0.0.1:${port}`, timeoutMs = 60_000): RoomService =>
    new RoomService({ url, key: KEY, secret: SECRET, timeoutMs });
  const errorOf = (request: Promise<unknown>): Promise<{ kind: string; message: string }> =>
    request.then(
      () => Promise.reject(new Error('it was answered')),
      (error: unknown) => error as { kind: string; message: string },
    );

  it('lists rooms as webhooks report them, without their secrets', async () => {
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

  it('lists the participants of a room, also of an unknown kind, and keeps the keys of attributes', async () => {
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
        tracksListed: true,
        participant: {
          sid: 'PA_1',
          profile: { kind: 'HOLOGRAM', version: 4, joinedAtMs: 1_795_563_068_764, attributes: { my_key: 'my_value' } },
        },
        tracks: [{ track: { sid: 'TR_1', mimeType: 'video/vp8', width: 640, publishedAtMs: 1_795_563_068_917 } }],
      },
      { active: false, participant: { sid: 'PA_2' }, tracks: [], tracksListed: false },
    ]);
    const payload = listed?.[0]?.payload();
    expect(payload).toMatchObject({ joinedAtMs: '1795563068764', attributes: { my_key: 'my_value' } });
    expect(payload).not.toHaveProperty('tracks');
    expect(listed?.[0]?.tracks[0]?.payload()).toMatchObject({ mimeType: 'video/vp8', version: { ticks: 0 } });
    expect(asked[0]).toMatchObject({
      url: '/livekit/twirp/livekit.RoomService/ListParticipants',
      body: { room: 'a room' },
    });
    const { video } = await new TokenVerifier(KEY, SECRET).verify(asked[0]?.token ?? '');
    expect(video).toEqual({ roomAdmin: true, room: 'a room' });
  });

  it('returns no participants for a room that LiveKit does not know', async () => {
    [status, answer] = [404, '{"code":"not_found","msg":"no such room"}'];
    expect(await client().listParticipants('gone')).toBeNull();
  });

  it('lists egresses and ingresses without their keys', async () => {
    answer = JSON.stringify({
      items: [
        {
          egress_id: 'EG_1',
          room_id: 'RM_1',
          room_name: 'a',
          status: 'EGRESS_ACTIVE',
          started_at: '1795563068764000000',
          ended_at: '0',
          room_composite: { room_name: 'a', audio_only: true },
          stream_results: [{ url: 'rtmp://live/app/hunter2', status: 'ACTIVE' }],
        },
      ],
    });
    const [egress] = await client().listEgresses();
    expect(egress?.evidence).toMatchObject({
      id: 'EG_1',
      roomSid: 'RM_1',
      kind: 'room_composite',
      status: 'EGRESS_ACTIVE',
      startedAtMs: 1_795_563_068_764,
      endedAtMs: null,
    });
    expect(asked[0]).toMatchObject({ url: '/twirp/livekit.Egress/ListEgress', body: { active: true } });
    expect(await client().findEgress('EG_2')).toBeNull();
    expect((await client().findEgress('EG_1'))?.evidence.id).toBe('EG_1');
    expect(asked[2]?.body).toEqual({ egress_id: 'EG_1' });

    answer = JSON.stringify({
      items: [
        {
          ingress_id: 'IN_1',
          stream_key: 'hunter2',
          room_name: 'a',
          input_type: 'RTMP_INPUT',
          state: {
            status: 'ENDPOINT_PUBLISHING',
            resource_id: 'RE_1',
            room_id: 'RM_1',
            started_at: '1795563068764000000',
          },
        },
      ],
    });
    const [ingress] = await client().listIngresses();
    expect(ingress?.evidence).toMatchObject({
      id: 'IN_1',
      resourceId: 'RE_1',
      roomSid: 'RM_1',
      status: 'ENDPOINT_PUBLISHING',
    });
    expect(JSON.stringify([egress, ingress])).not.toContain('hunter2');
    const grants = await Promise.all(
      [asked[0], asked[3]].map(async (one) => (await new TokenVerifier(KEY, SECRET).verify(one?.token ?? '')).video),
    );
    expect(grants).toEqual([{ roomRecord: true }, { ingressAdmin: true }]);
  });

  it.each(['egress', 'ingress'])('reports that %s requires Redis', async (service) => {
    [status, answer] = [500, JSON.stringify({ code: 'internal', msg: `${service} not connected (redis required)` })];
    const request = service === 'egress' ? client().listEgresses() : client().listIngresses();
    const error = await errorOf(request);
    expect(error).toMatchObject({
      kind: 'not_connected',
      message: expect.stringMatching(/runs without Redis/) as string,
    });
  });

  it.each([
    ['says so', 200, '{}', true],
    ['does not answer', 503, '{"code":"unavailable","msg":"twirp error unknown: no response from servers"}', false],
    ['says something else', 503, '{"code":"unavailable","msg":"draining"}', true],
    ['does not know the request', 404, '{"code":"bad_route","msg":"no response"}', true],
  ])('reports whether a node serves a participant: it %s', async (_, code, body, expected) => {
    [status, answer] = [code, body];
    expect(await client().isServed('a', 'ada')).toBe(expected);
    expect(asked[0]).toMatchObject({
      url: '/twirp/livekit.RoomService/UpdateSubscriptions',
      body: { room: 'a', identity: 'ada', track_sids: [], participant_tracks: [] },
    });
  });

  it('repeats nothing of an answer that repeats the token', async () => {
    status = 401;
    answer = JSON.stringify({ code: 'unauthenticated', msg: 'invalid token: eyJhbGciOi.eyJpc3Mi.signature' });
    expect((await errorOf(client().listRooms())).message).not.toMatch(/eyJ|signature/);
  });

  it.each([
    [
      'a wrong secret',
      401,
      '{"code":"unauthenticated","msg":"hunter2"}',
      'unauthorized',
      /refused the API key devkey \(401\)/,
    ],
    ['another error', 500, '{"code":"internal","msg":"hunter2"}', 'other', /answered 500 internal$/],
    ['a web page', 404, '<html>hunter2</html>', 'other', /and not as LiveKit does/],
    ['a page that is found', 200, '<html>hunter2</html>', 'other', /answered 200, and not as LiveKit does/],
    ['a redirect', 302, '{}', 'other', /answered 302/],
    ['an answer without the list', 200, '{"ok":true}', 'other', /answered 200, and not as LiveKit does/],
    ['that there is no list', 404, '{"code":"not_found"}', 'other', /answered 404/],
  ])('reports %s without a secret', async (_, code, body, kind, message) => {
    [status, answer] = [code, body];
    const error = await errorOf(client().listRooms());
    expect(error).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    expect(error.message).not.toMatch(/hunter2|a-secret/);
  });

  it('times out when a server hangs', async () => {
    answer = null;
    expect(await errorOf(client(undefined, 50).listRooms())).toMatchObject({ kind: 'timeout' });
  });

  it.each([
    ['nobody listens', 'http://127.0.0.1:9', 'unreachable'],
    ['the name is unknown', 'wss://no.such.host.invalid', 'unreachable'],
  ])('reports that %s', async (_, url, kind) => {
    expect(await errorOf(client(url).listRooms())).toMatchObject({ kind });
  });

  it('reports that there is no TLS', async () => {
    const error = await errorOf(client(`wss://127.0.0.1:${port}`).listRooms());
    expect(error).toMatchObject({ kind: 'tls', message: expect.stringContaining('ERR_SSL') as string });
  });

  it('is cancelled by its caller, and reports it', async () => {
    answer = null;
    const cancel = new AbortController();
    const request = client().listRooms(cancel.signal);
    cancel.abort(new Error('closing'));
    await expect(request).rejects.toThrow('closing');
  });
});
