/**
 * What a dashboard shows that missed webhooks, because it was off or because LiveKit died: the facts, after one query.
 * Real: livekit-server (also killed), WebRTC over loopback, the api as a process, its database. Needs `npm run build`.
 */
import type { Session, SessionDetail } from '@livekit-dashboard/contracts';
import {
  type ApiProcess,
  eventually,
  freePort,
  startApi,
  type Storage,
  temporaryStorage,
} from '@livekit-dashboard/harness';
import { describeLiveKit } from '../testing/livekit-suite';
import { Rest } from '../testing/rest';
import { type LiveKit, startLiveKit } from './livekit-server';
import { endClients, Person } from './person';

const apiKey = { key: 'devkey', secret: 'a-secret-of-at-least-thirty-two-characters' };
/** Programs are started and ended several times, which takes time on a busy machine. */
const TEST_MS = 180_000;
/** Two listings that agree are 30 s apart. */
const SOON_MS = 75_000;

describeLiveKit('a dashboard that queries LiveKit', (program) => {
  let storage: Storage;
  let ports: { readonly livekit: number; readonly api: number; readonly nobody: number };
  let rest: Rest;
  let livekit: LiveKit | undefined;
  let dashboard: ApiProcess | undefined;

  beforeEach(async () => {
    ports = { livekit: await freePort(), api: await freePort(), nobody: await freePort() };
    storage = await temporaryStorage();
    rest = new Rest(new URL(`http://127.0.0.1:${ports.api}`));
  });
  afterEach(async () => {
    await livekit?.stop();
    await dashboard?.child.stop();
    await storage.remove();
  }, TEST_MS);
  afterAll(() => endClients());

  /** `webhooks`: false if every one of them is lost. */
  async function startServer(webhooks: boolean): Promise<LiveKit> {
    const webhook = new URL(`http://127.0.0.1:${webhooks ? ports.api : ports.nobody}/api/webhooks/livekit`);
    livekit = await startLiveKit({ program, apiKey, webhook, port: ports.livekit });
    return livekit;
  }

  async function startDashboard(): Promise<ApiProcess> {
    const env = { ...storage.env, PORT: String(ports.api), LIVEKIT_URL: `ws://127.0.0.1:${ports.livekit}` };
    dashboard = await startApi(apiKey, env);
    return dashboard;
  }

  /** The sessions of a room, the newest first, each whole, as soon as they pass the check. */
  const sessions = (
    room: string,
    check: (found: readonly SessionDetail[]) => void,
  ): Promise<readonly SessionDetail[]> =>
    eventually(async () => {
      const details: SessionDetail[] = [];
      for (const { sid } of await rest.sessions(room)) details.push(await rest.session(sid));
      check(details);
      return details;
    }, SOON_MS);
  const shown = (expected: readonly Partial<Session>[]) => (found: readonly SessionDetail[]) =>
    expect(found.map(({ session }) => session)).toMatchObject(expected);

  const reconciled = { state: 'ended', endReason: 'reconciled', endEstimated: true, people: 0, tracks: 0 } as const;

  it(
    'shows a call whole in which it was started',
    async () => {
      const server = await startServer(false);
      const who = { identity: 'alice', name: 'Alice', metadata: '{"tenant":"acme"}', attributes: { tier: 'gold' } };
      const alice = await Person.join(server, 'call', who);
      const [mic, camera] = [await alice.publishMicrophone(), await alice.publishCamera()];
      const attributes = { 'lk.agent.name': 'frontdesk' };
      const agent = await Person.join(server, 'call', { identity: 'agent-AJ_x', kind: 'agent', attributes });
      await startDashboard();

      const [detail] = await sessions('call', shown([{ state: 'active', people: 1, agents: 1, tracks: 2, joins: 2 }]));
      expect(detail?.session).toMatchObject({ startedAt: expect.any(String) as string, identities: 1 });
      const participants = Object.fromEntries((detail?.participants ?? []).map((one) => [one.sid, one]));
      expect(participants).toMatchObject({
        [alice.sid]: { ...who, kind: 'STANDARD', state: 'active', tracks: 2, joinedAt: expect.any(String) as string },
        [agent.sid]: { kind: 'AGENT', attributes, state: 'active' },
      });
      const tracks = Object.fromEntries((detail?.tracks ?? []).map((one) => [one.sid, one]));
      expect(tracks).toMatchObject({
        [mic]: { participantSid: alice.sid, source: 'MICROPHONE', type: 'AUDIO', unpublishedAt: null },
        [camera]: {
          participantSid: alice.sid,
          source: 'CAMERA',
          type: 'VIDEO',
          publishedAt: expect.any(String) as string,
        },
      });
      const events = await rest.events(detail?.session.sid ?? '');
      expect(events.every(({ synthetic }) => synthetic)).toBe(true);
      expect(JSON.stringify(events)).not.toMatch(/"turnPassword":"(?!\[removed\]"|")/);
      await alice.leave();
      await agent.leave();
    },
    TEST_MS,
  );

  it(
    'shows the present after it was off, and invents nothing that it missed',
    async () => {
      const server = await startServer(false);
      const alice = await Person.join(server, 'before', { identity: 'alice' });
      await alice.publishMicrophone();
      const first = await startDashboard();
      await sessions('before', shown([{ state: 'active', people: 1, tracks: 1 }]));
      await first.child.stop();

      await alice.leave();
      const missed = await Person.join(server, 'missed', { identity: 'bob' });
      await missed.leave();
      await eventually(async () => expect(await server.rooms.listRooms()).toEqual([]), SOON_MS);
      const carol = await Person.join(server, 'now', { identity: 'carol' });
      await startDashboard();
      await sessions('now', shown([{ state: 'active', people: 1 }]));
      const [before] = await sessions('before', shown([reconciled]));
      expect(before?.participants).toMatchObject([{ state: 'left', leftEstimated: true }]);
      expect(before?.tracks).toMatchObject([{ unpublishedAt: before?.session.endedAt, endEstimated: true }]);
      expect(await rest.sessions('missed')).toEqual([]);
      await carol.leave();
    },
    TEST_MS,
  );

  it(
    'is correct after LiveKit was killed and restarted',
    async () => {
      const api = await startDashboard();
      const server = await startServer(true);
      const [bob, dana] = [
        await Person.join(server, 'standup', { identity: 'bob' }),
        await Person.join(server, 'abandoned', { identity: 'dana' }),
      ];
      await bob.publishMicrophone();
      await dana.publishMicrophone();
      await sessions('standup', shown([{ state: 'active', people: 1, tracks: 1 }]));
      await sessions('abandoned', shown([{ state: 'active', people: 1, tracks: 1 }]));

      await server.child.kill();
      await bob.leave();
      await dana.leave();
      const again = await startServer(true);
      const bobAgain = await Person.join(again, 'standup', { identity: 'bob' });
      // The first event of the new sid proves that the old one ended.
      const superseded = { ...reconciled, endReason: 'superseded' } as const;
      const [live, dead] = await sessions('standup', shown([{ state: 'active', people: 1 }, superseded]));
      expect(live?.participants).toMatchObject([{ sid: bobAgain.sid, state: 'active' }]);
      expect(dead?.participants).toMatchObject([{ state: 'left', leftEstimated: true }]);

      // A room without returning participants is known only from LiveKit's listing.
      await api.child.stop();
      await startDashboard();
      const [abandoned] = await sessions('abandoned', shown([reconciled]));
      expect(abandoned?.participants).toMatchObject([{ identity: 'dana', state: 'left', leftEstimated: true }]);
      await sessions('standup', shown([{ state: 'active', people: 1 }, superseded]));
      await bobAgain.leave();
    },
    TEST_MS,
  );
});
