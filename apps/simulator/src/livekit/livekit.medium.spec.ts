/**
 * A real LiveKit server and real clients drive the built product, and REST returns what happened.
 * Real: livekit-server, WebRTC over loopback, the api as a process, its database. Needs `npm run build`.
 */
import type { SessionDetail } from '@livekit-dashboard/contracts';
import { eventually, type Product, startProduct } from '@livekit-dashboard/harness';
import { describeLiveKit } from '../testing/livekit-suite';
import { Rest } from '../testing/rest';
import { abortedJoin } from './aborted-join';
import { type LiveKit, startLiveKit } from './livekit-server';
import { endClients, Person } from './person';

const apiKey = { key: 'devkey', secret: 'a-secret-of-at-least-thirty-two-characters' };

describeLiveKit('a real LiveKit server', (program) => {
  let product: Product;
  let livekit: LiveKit;
  let rest: Rest;

  beforeAll(async () => {
    product = await startProduct(apiKey);
    livekit = await startLiveKit({ program, apiKey, webhook: product.webhook });
    rest = new Rest(product.origin);
  });

  afterAll(async () => {
    await endClients();
    await livekit.stop();
    await product.stop();
  });

  /** The only session of a room, whole, as soon as it passes the check. */
  const session = (room: string, check: (detail: SessionDetail) => void): Promise<SessionDetail> =>
    eventually(async () => {
      const [found, ...others] = await rest.sessions(room);
      expect(others).toEqual([]);
      const detail = await rest.session(found?.sid ?? 'none');
      check(detail);
      return detail;
    });

  const ended = (detail: SessionDetail): void => {
    expect(detail.session).toMatchObject({
      state: 'ended',
      endReason: 'finished',
      endEstimated: false,
      participants: 0,
      tracks: 0,
    });
  };

  it('shows who joins, publishes, unpublishes and leaves', async () => {
    const alice = await Person.join(livekit, 'meeting', {
      identity: 'alice',
      name: 'Alice',
      metadata: '{"tenant":"acme"}',
    });
    const mic = await alice.publishMicrophone();
    const camera = await alice.publishCamera();
    const during = await session('meeting', (detail) => expect(detail.session).toMatchObject({ people: 1, tracks: 2 }));
    expect(during.session).toMatchObject({
      state: 'active',
      agents: 0,
      participants: 1,
      joins: 1,
      identities: 1,
      endedAt: null,
    });
    expect(during.participants).toMatchObject([
      {
        sid: alice.sid,
        identity: 'alice',
        name: 'Alice',
        kind: 'STANDARD',
        state: 'active',
        metadata: '{"tenant":"acme"}',
        tracks: 2,
      },
    ]);
    expect(during.tracks.find(({ sid }) => sid === mic)).toMatchObject({
      source: 'MICROPHONE',
      type: 'AUDIO',
      unpublishedAt: null,
    });
    expect(during.tracks.find(({ sid }) => sid === camera)).toMatchObject({
      source: 'CAMERA',
      type: 'VIDEO',
      participantSid: alice.sid,
    });

    await alice.unpublish(mic);
    await session('meeting', (detail) => expect(detail.session.tracks).toBe(1));
    await alice.leave();
    const after = await session('meeting', ended);
    expect(after.participants).toMatchObject([
      { state: 'left', disconnectReason: 'CLIENT_INITIATED', leftEstimated: false },
    ]);
    expect(after.tracks.every(({ unpublishedAt, endEstimated }) => unpublishedAt !== null && !endEstimated)).toBe(true);
    expectOrder(after);
  });

  it('treats a rejoin with the same identity as a second connection of one person', async () => {
    const first = await Person.join(livekit, 'rejoin', { identity: 'dana' });
    const thrownOut = first.thrownOut();
    const second = await Person.join(livekit, 'rejoin', { identity: 'dana' });
    await thrownOut;
    const during = await session('rejoin', (detail) =>
      expect(detail.session).toMatchObject({ people: 1, joins: 2, identities: 1 }),
    );
    const bySid = new Map(during.participants.map((participant) => [participant.sid, participant]));
    expect(bySid.get(first.sid)).toMatchObject({ state: 'left', disconnectReason: 'DUPLICATE_IDENTITY' });
    expect(bySid.get(second.sid)).toMatchObject({ state: 'active', identity: 'dana' });
    await first.leave();
    await second.leave();
    expectOrder(await session('rejoin', ended));
  });

  it('shows who was removed', async () => {
    const frank = await Person.join(livekit, 'moderated', { identity: 'frank' });
    const thrownOut = frank.thrownOut();
    await livekit.rooms.removeParticipant('moderated', 'frank');
    await thrownOut;
    await frank.leave();
    const after = await session('moderated', ended);
    expect(after.participants).toMatchObject([
      { identity: 'frank', state: 'left', disconnectReason: 'PARTICIPANT_REMOVED' },
    ]);
  });

  it('ends all participants and tracks of a deleted room', async () => {
    const erin = await Person.join(livekit, 'deleted', { identity: 'erin' });
    await erin.publishMicrophone();
    await session('deleted', (detail) => expect(detail.session.tracks).toBe(1));
    const thrownOut = erin.thrownOut();
    await livekit.rooms.deleteRoom('deleted');
    await thrownOut;
    await erin.leave();
    const after = await session('deleted', ended);
    expect(after.participants).toMatchObject([{ state: 'left', disconnectReason: 'ROOM_DELETED' }]);
    expect(after.tracks).toMatchObject([{ unpublishedAt: expect.any(String) as string }]);
    expectOrder(after);
  });

  it('counts an abandoned join as aborted, not as a person', async () => {
    await abortedJoin(livekit, 'flaky', { identity: 'henry' });
    const after = await session('flaky', ended);
    expect(after.session).toMatchObject({ aborted: 1, joins: 0, identities: 0, firstJoinedAt: null });
    expect(after.participants).toMatchObject([{ identity: 'henry', state: 'aborted', joinedAt: null }]);
  });

  it('distinguishes an agent from people', async () => {
    const caller = await Person.join(livekit, 'call', { identity: 'caller' });
    const attributes = { 'lk.agent.name': 'frontdesk' };
    const agent = await Person.join(livekit, 'call', { identity: 'agent-AJ_test1', kind: 'agent', attributes });
    const during = await session('call', (detail) => expect(detail.session.participants).toBe(2));
    expect(during.session).toMatchObject({ people: 1, agents: 1, identities: 1 });
    expect(during.peakPeople).toBe(1);
    expect(await rest.agents()).toMatchObject([
      {
        sid: agent.sid,
        kind: 'AGENT',
        agentName: 'frontdesk',
        jobId: 'AJ_test1',
        sessionName: 'call',
        state: 'active',
      },
    ]);
    await caller.leave();
    await agent.leave();
    expectOrder(await session('call', ended));
  });

  it('counts a hidden observer neither as a person nor as an agent', async () => {
    const caller = await Person.join(livekit, 'watched', { identity: 'caller' });
    const observer = await Person.join(livekit, 'watched', { identity: 'observer', hidden: true });
    const agent = await Person.join(livekit, 'watched', { identity: 'agent-AJ_spy', kind: 'agent', hidden: true });
    const during = await session('watched', (detail) => expect(detail.participants).toHaveLength(3));
    expect(during.session).toMatchObject({ people: 1, agents: 0, identities: 1 });
    expect(during.peakPeople).toBe(1);
    const hidden = during.participants.filter((one) => one.hidden).map(({ sid }) => sid);
    expect(hidden.sort()).toEqual([observer.sid, agent.sid].sort());
    for (const one of [caller, observer, agent]) await one.leave();
    expectOrder(await session('watched', ended));
  });

  it('shows a room without participants', async () => {
    await livekit.rooms.createRoom({ name: 'lobby', metadata: '{"why":"booked"}' });
    const during = await session('lobby', (detail) => expect(detail.session.state).toBe('active'));
    expect(during).toMatchObject({ session: { metadata: '{"why":"booked"}', people: 0 }, participants: [] });
    const after = await session('lobby', ended);
    expect(after.session).toMatchObject({ firstJoinedAt: null, lastLeftAt: null, joins: 0 });
  });

  it('keeps every event of a session in order, without secrets', async () => {
    const nina = await Person.join(livekit, 'log', { identity: 'nina' });
    const mic = await nina.publishMicrophone();
    await nina.unpublish(mic);
    await nina.leave();
    const { session: found } = await session('log', ended);
    const events = await rest.events(found.sid);
    const ascending = [...events].sort((a, b) => a.offset - b.offset);
    expect(ascending.map(({ event }) => event)).toEqual([
      'room_started',
      'participant_joined',
      'track_published',
      'track_unpublished',
      'participant_left',
      'room_finished',
    ]);
    expect(new Set(events.map(({ sessionSid }) => sessionSid))).toEqual(new Set([found.sid]));
    expect(ascending[2]).toMatchObject({
      trackSid: mic,
      participantSid: nina.sid,
      identity: 'nina',
      apiKey: apiKey.key,
      synthetic: false,
    });
    expect(JSON.stringify(events)).not.toMatch(/"turnPassword":"(?!\[removed\]")/);
  });
});

/** Nothing ends before it starts, or after its container ended. */
function expectOrder({ session, participants, tracks }: SessionDetail): void {
  const spans = [
    [session.startedAt, session.endedAt],
    [session.firstJoinedAt, session.lastLeftAt],
    ...participants.flatMap(({ joinedAt, leftAt }) => [
      [joinedAt, leftAt],
      [session.startedAt, joinedAt],
      [leftAt, session.endedAt],
    ]),
    ...tracks.map(({ publishedAt, unpublishedAt }) => [publishedAt, unpublishedAt]),
  ];
  for (const [from = null, to = null] of spans) {
    expect({ from, to, ordered: from !== null && to !== null && from <= to }).toEqual({ from, to, ordered: true });
  }
}
