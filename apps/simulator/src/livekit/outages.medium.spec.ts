/**
 * What a dashboard shows after it, LiveKit or the connection between them was interrupted: what people did, with true times where they
 * were observed, marked as estimates where they were not, and nothing active that is not.
 * Real: livekit-server (also killed), WebRTC over loopback, the api as a process (also killed), its database. Needs `npm run build`.
 */
import type { Session, SessionDetail } from '@livekit-dashboard/contracts';
import { EncodedFileOutput, EncodedFileType } from 'livekit-server-sdk';
import {
  type ApiProcess,
  eventually,
  findRedis,
  freePort,
  type OwnRedis,
  pause,
  startApi,
  startOwnRedis,
  type Storage,
  TcpProxy,
  temporaryStorage,
} from '@livekit-dashboard/harness';
import { describeLiveKit } from '../testing/livekit-suite';
import { Rest } from '../testing/rest';
import { type LiveKit, type LiveKitOptions, startLiveKit } from './livekit-server';
import { endClients, Person } from './person';

const apiKey = { key: 'devkey', secret: 'a-secret-of-at-least-thirty-two-characters' };
const TEST_MS = 300_000;
/** A minute of quiet, then listings over 90 s that name none of the rooms; the checks are every 5 s. */
const RECONCILE_MS = 175_000;
const AWAY_MS = 40_000;
/** A time that LiveKit reported is true to this. */
const SEEN_MS = 2_000;

/** The harder case with Redis: LiveKit then still lists the participants of the time when it died. */
const withRedis = findRedis() !== null;

describeLiveKit('after an outage', (program) => {
  let storage: Storage;
  let ports: { readonly livekit: number; readonly api: number };
  let proxy: TcpProxy;
  let rest: Rest;
  let livekit: LiveKit | undefined;
  let dashboard: ApiProcess | undefined;
  let redis: OwnRedis | undefined;
  const people: Person[] = [];

  beforeEach(async () => {
    ports = { livekit: await freePort(), api: await freePort() };
    proxy = await TcpProxy.before(`http://127.0.0.1:${ports.api}`);
    storage = await temporaryStorage();
    rest = new Rest(new URL(`http://127.0.0.1:${ports.api}`));
  });
  afterEach(async () => {
    for (const person of people.splice(0)) await person.leave();
    await livekit?.stop();
    await redis?.stop();
    await dashboard?.child.stop();
    proxy.close();
    await storage.remove();
  }, TEST_MS);
  afterAll(() => endClients());

  async function startServer(more: Partial<LiveKitOptions> = {}): Promise<LiveKit> {
    const webhook = new URL('/api/webhooks/livekit', proxy.origin);
    livekit = await startLiveKit({ program, apiKey, webhook, port: ports.livekit, ...more });
    return livekit;
  }

  async function startDashboard(): Promise<ApiProcess> {
    const env = { ...storage.env, PORT: String(ports.api), LIVEKIT_URL: `ws://127.0.0.1:${ports.livekit}` };
    dashboard = await startApi(apiKey, env);
    return dashboard;
  }

  async function join(server: LiveKit, room: string, who: Parameters<typeof Person.join>[2]): Promise<Person> {
    const person = await Person.join(server, room, who);
    people.push(person);
    return person;
  }

  /** The only session of a room, whole, as soon as it passes the check. */
  const session = (room: string, check: (detail: SessionDetail) => void, withinMs = 20_000): Promise<SessionDetail> =>
    eventually(async () => {
      const [found, ...others] = await rest.sessions(room);
      expect(others).toEqual([]);
      const detail = await rest.session(found?.sid ?? 'none');
      check(detail);
      return detail;
    }, withinMs);
  const shows = (expected: Partial<Session>) => (detail: SessionDetail) =>
    expect(detail.session).toMatchObject(expected);
  const ended = shows({ state: 'ended', endReason: 'reconciled', endEstimated: true, people: 0, tracks: 0 });
  /** It was observed at some time between `fromMs` and `toMs`: on a busy machine a join takes seconds. */
  const within = (instant: string | null | undefined, [fromMs, toMs]: readonly [number, number]): void => {
    expect(Date.parse(instant ?? '')).toBeGreaterThan(fromMs - SEEN_MS);
    expect(Date.parse(instant ?? '')).toBeLessThan(toMs + SEEN_MS);
  };

  it(
    'of the webhook connection, of 40 s, shows who joined, stayed and left meanwhile',
    async () => {
      await startDashboard();
      const server = await startServer();
      const beganMs = Date.now();
      const alice = await join(server, 'stays', { identity: 'alice' });
      const aliceMs = [beganMs, Date.now()] as const;
      await alice.publishMicrophone();
      const bob = await join(server, 'leaves', { identity: 'bob' });
      await session('stays', shows({ people: 1, tracks: 1 }));
      await session('leaves', shows({ people: 1 }));

      proxy.cut();
      const cutMs = Date.now();
      await bob.leave();
      await eventually(async () => expect((await server.rooms.listRooms()).length).toBe(1));
      const comesMs = Date.now();
      await join(server, 'comes', { identity: 'carol' });
      const carolMs = [comesMs, Date.now()] as const;
      await pause(AWAY_MS - (Date.now() - cutMs));
      proxy.mend();

      const left = await session('leaves', ended, RECONCILE_MS);
      expect(left.participants).toMatchObject([{ identity: 'bob', state: 'left', leftEstimated: true }]);
      expect(Date.parse(left.session.endedAt ?? '')).toBeGreaterThan(cutMs);
      const stayed = await session('stays', shows({ state: 'active', people: 1, tracks: 1 }));
      within(stayed.participants[0]?.joinedAt, aliceMs);
      const came = await session('comes', shows({ state: 'active', people: 1 }));
      within(came.participants[0]?.joinedAt, carolMs);
    },
    TEST_MS,
  );

  it(
    'of the dashboard, killed in the middle of traffic, shows what people did',
    async () => {
      const api = await startDashboard();
      const server = await startServer();
      await join(server, 'busy', { identity: 'alice' });
      const bob = await join(server, 'busy', { identity: 'bob' });
      const dana = await join(server, 'short', { identity: 'dana' });
      await session('busy', shows({ people: 2 }));
      await session('short', shows({ people: 1 }));

      await api.child.kill();
      const leftMs = Date.now();
      await Promise.all([bob.leave(), dana.leave()]);
      const comesMs = Date.now();
      const carol = await join(server, 'busy', { identity: 'carol' });
      const carolMs = [comesMs, Date.now()] as const;
      await carol.publishMicrophone();
      // LiveKit retries failed deliveries for 15 s: all of that is lost.
      await eventually(async () => expect((await server.rooms.listRooms()).length).toBe(1));
      await pause(20_000 - (Date.now() - leftMs));
      await startDashboard();

      const busy = await session('busy', shows({ state: 'active', people: 2, tracks: 1 }), RECONCILE_MS);
      const who = (identity: string) => busy.participants.find((one) => one.identity === identity);
      expect(who('alice')).toMatchObject({ state: 'active' });
      expect(who('bob')).toMatchObject({ state: 'left', leftEstimated: true });
      expect(who('carol')).toMatchObject({ state: 'active', tracks: 1 });
      within(who('carol')?.joinedAt, carolMs);
      // LiveKit may have started to retry the last event of this room so late that it arrives.
      const short = await session('short', shows({ state: 'ended', people: 0 }), RECONCILE_MS);
      expect(Date.parse(short.session.endedAt ?? '')).toBeGreaterThan(leftMs - SEEN_MS);
    },
    TEST_MS,
  );

  it(
    'of LiveKit, killed and restarted without participants, shows nothing active',
    async () => {
      redis = withRedis ? await startOwnRedis() : undefined;
      const stored = redis ? { redis: redis.address } : {};
      await startDashboard();
      const server = await startServer(stored);
      const [alice, bob] = [
        await join(server, 'one', { identity: 'alice' }),
        await join(server, 'two', { identity: 'bob' }),
      ];
      await alice.publishCamera();
      await session('one', shows({ people: 1, tracks: 1 }));
      await session('two', shows({ people: 1 }));

      await server.child.kill();
      const killedMs = Date.now();
      await Promise.all([alice.leave(), bob.leave()]);
      await startServer(stored);
      for (const room of ['one', 'two']) {
        const detail = await session(room, ended, RECONCILE_MS);
        expect(detail.participants).toMatchObject([{ state: 'left', leftEstimated: true }]);
        expect(Date.parse(detail.session.endedAt ?? '')).toBeGreaterThanOrEqual(killedMs - SEEN_MS);
      }
    },
    TEST_MS,
  );

  if (withRedis) {
    it(
      'or without an egress worker, shows no recording',
      async () => {
        redis = await startOwnRedis();
        await startDashboard();
        const server = await startServer({ redis: redis.address });
        await join(server, 'recorded', { identity: 'alice' });
        await session('recorded', shows({ people: 1 }));
        const file = new EncodedFileOutput({ fileType: EncodedFileType.MP4, filepath: 'a.mp4' });
        await expect(server.egress.startRoomCompositeEgress('recorded', file)).rejects.toThrow();
        const detail = await session('recorded', shows({ state: 'active', people: 1, recording: false }));
        expect(detail.egresses).toEqual([]);
      },
      TEST_MS,
    );
  }
});
