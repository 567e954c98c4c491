/** Two replicas without sticky sessions. Real: two processes of the built api, PostgreSQL, an own redis-server, sockets. */
import { sessionEventsTopic, type StoredEvent } from '@livekit-dashboard/contracts';
import { API_KEY, type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';
import { type OwnRedis, startOwnRedis } from '@livekit-dashboard/harness';
import { type Answer, idOf, post, roomStarted } from '../testing/sender';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { WireClient } from '../testing/wire-client';

/** It usually takes a few ms; waiting for Redis would take seconds. */
const QUICK_MS = 2000;

describeWith({ postgres: true, redisServer: true })('two replicas', () => {
  let database: TestDatabase;
  let redis: OwnRedis;
  let built: BuiltApi;
  let first: ApiProcess;
  let second: ApiProcess;
  const readers: WireClient[] = [];

  beforeAll(async () => {
    [database, redis, built] = await Promise.all([createTestDatabase(), startOwnRedis(), buildApi()]);
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    [first, second] = await Promise.all([built.start(env), built.start(env)]);
  });

  afterEach(() => {
    for (const reader of readers.splice(0)) reader.close();
  });
  afterAll(async () => {
    await built.remove();
    await redis.stop();
    await database.drop();
  });

  async function reader(api: ApiProcess): Promise<WireClient> {
    const client = await WireClient.connect(api.origin);
    readers.push(client);
    return client;
  }

  /** A socket that subscribes to `events` from now on. */
  async function follower(api: ApiProcess): Promise<WireClient> {
    const client = await reader(api);
    expect(await client.subscribe('events')).toMatchObject({ ok: true, mode: 'snapshot', events: [] });
    return client;
  }

  const eventsOf = (client: WireClient): StoredEvent[] => client.events().flatMap(({ events }) => events);

  /** Every event once, in order; messages without a gap. */
  function expectContiguous(client: WireClient, ids: readonly string[]): void {
    const events = eventsOf(client);
    expect(events.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const start = events[0]?.offset ?? 0;
    expect(events.map(({ offset }) => offset)).toEqual(events.map((_, n) => start + n));
    const messages = client.events();
    for (const [n, { fromOffset }] of messages.entries()) {
      if (n > 0) expect(fromOffset).toBe(messages[n - 1]?.toOffset);
    }
  }

  async function postAll(api: ApiProcess, bodies: readonly string[]): Promise<void> {
    const answers: Answer[] = [];
    for (const body of bodies) answers.push(await post(api.origin, body));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(QUICK_MS);
  }

  const bodiesOf = (room: string, count: number) => Array.from({ length: count }, () => roomStarted(room));

  it('each publish what the other stored', async () => {
    const [there, here, list] = await Promise.all([follower(second), follower(first), reader(second)]);
    await list.subscribe('sessions');
    const bodies = bodiesOf('both', 5);
    await postAll(first, bodies);
    for (const client of [there, here]) {
      await client.until(() => eventsOf(client).length === bodies.length);
      expectContiguous(client, bodies.map(idOf));
    }
    await list.until(() => list.messages().some(({ changes }) => changes.some(({ id }) => id === 'RM_both')));
  });

  it('each report the webhooks that the other rejected, although no event was stored', async () => {
    const clients = await Promise.all([reader(first), reader(second)]);
    for (const client of clients) expect(await client.subscribe('overview')).toMatchObject({ ok: true });
    const body = roomStarted('refused');
    for (const api of [first, second]) expect((await post(api.origin, body, { secret: 'another' })).status).toBe(401);
    const counts = (client: WireClient) =>
      client
        .messages()
        .flatMap(({ changes }) => changes)
        .flatMap((change) => (change.kind === 'health' ? (change.value?.rejections ?? []) : []))
        .filter(({ reason, apiKey }) => reason === 'wrong_secret' && apiKey === API_KEY)
        .map(({ count }) => count);
    for (const client of clients) await client.until(() => counts(client).at(-1) === 2, 10_000);
  });

  it('[ST3] can both write, and every reader sees one order', async () => {
    const clients = await Promise.all([follower(first), follower(second)]);
    const bodies = bodiesOf('interleaved', 60);
    await Promise.all(bodies.map((body, n) => post([first, second][n % 2]?.origin ?? '', body)));
    for (const client of clients) {
      await client.until(() => eventsOf(client).length === bodies.length);
      expectContiguous(client, bodies.map(idOf));
    }
    expect(eventsOf(clients[0]).map(({ id }) => id)).toEqual(eventsOf(clients[1]).map(({ id }) => id));
  });

  it('[FE4] answer at once and lose nothing while Redis is stopped, and after it continues', async () => {
    const clients = await Promise.all([follower(first), follower(second)]);
    const before = bodiesOf('paused', 10);
    const after = bodiesOf('resumed', 10);
    redis.pause();
    try {
      await postAll(first, before);
      for (const client of clients) await client.until(() => eventsOf(client).length === before.length, 10_000);
    } finally {
      redis.resume();
    }
    await postAll(second, after);
    for (const client of clients) {
      await client.until(() => eventsOf(client).length >= before.length + after.length, 10_000);
      expectContiguous(client, [...before, ...after].map(idOf));
    }
  });

  it('[FE4] answer at once and lose nothing while Redis is killed and restarted', async () => {
    const clients = await Promise.all([follower(first), follower(second)]);
    const rounds = [bodiesOf('before', 5), bodiesOf('without', 10), bodiesOf('again', 10)] as const;
    await postAll(first, rounds[0]);
    await redis.stop();
    await postAll(first, rounds[1]);
    await Promise.all([redis.start(), postAll(first, rounds[2])]);
    const bodies = rounds.flat();
    for (const client of clients) {
      await client.until(() => eventsOf(client).length >= bodies.length, 10_000);
      expectContiguous(client, bodies.map(idOf));
    }
    expect(await second.isReady()).toBe(true);
  });

  it('recover a lost last message without further events', async () => {
    const client = await follower(second);
    redis.pause();
    try {
      await postAll(first, bodiesOf('last', 1));
      await client.until(() => eventsOf(client).length === 1, 10_000);
    } finally {
      redis.resume();
    }
  });

  it('[CL2] let a socket resume at the other replica', async () => {
    const here = await follower(first);
    const early = bodiesOf('early', 3);
    await postAll(first, early);
    await here.until(() => eventsOf(here).length === early.length);
    const { epoch, toOffset: offset } = here.events().at(-1) ?? { epoch: '', toOffset: -1 };
    here.close();
    const away = bodiesOf('away', 20);
    await postAll(second, away);

    const there = await reader(second);
    const reply = await there.subscribe('events', { epoch, offset });
    if (!reply.ok || !('events' in reply)) throw new Error(JSON.stringify(reply));
    expect(reply).toMatchObject({ mode: 'resumed', offset: offset + away.length });
    expect(reply.events.map(({ offset: at }) => at)).toEqual(away.map((_, n) => offset + 1 + n));
    const late = bodiesOf('late', 3);
    await postAll(first, late);
    await there.until(() => eventsOf(there).length >= late.length);
    expectContiguous(there, late.map(idOf));
    expect(there.events()[0]?.fromOffset).toBe(reply.offset);
  });

  it.each(['brings', 'loses'])(
    '[TO13] reset the events of a session into which earlier events moved, if Redis %s the batch',
    async (redisDoes) => {
      const sid = `RM_moved_${redisDoes}`;
      const topic = sessionEventsTopic(sid, 'default');
      const listed = async (): Promise<string[]> => {
        const answer = await fetch(`${second.origin}/api/v1/sessions/${sid}/events`);
        return ((await answer.json()) as { items: StoredEvent[] }).items.map(({ event }) => event);
      };
      const participant = { sid: `PA_${redisDoes}`, identity: 'ada' };
      const track = { sid: `TR_${redisDoes}`, type: 'AUDIO', source: 'MICROPHONE' };
      const createdAt = String(Math.floor(Date.now() / 1000));
      const joined = { ...participant, state: 'ACTIVE', joinedAt: createdAt, version: 2 };
      const room = { sid, name: sid, creationTime: createdAt };
      const body = (event: string, parts: object): string =>
        JSON.stringify({ event, id: `EV_${event}_${redisDoes}`, createdAt, ...parts });

      await postAll(first, [body('track_published', { participant, track }), body('room_started', { room })]);
      const client = await reader(second);
      const before = await client.subscribe(topic);
      if (!before.ok) throw new Error(before.error.message);
      expect(await listed()).toEqual(['room_started']);

      if (redisDoes === 'loses') redis.pause();
      try {
        await postAll(first, [body('participant_joined', { room, participant: joined })]);
        await client.until((seen) => seen.some(({ what }) => what === 'reset'), 10_000);
      } finally {
        if (redisDoes === 'loses') redis.resume();
      }
      const resets = client.seen.flatMap((seen) => (seen.what === 'reset' ? [seen.message] : []));
      expect(resets).toEqual([{ topic, reason: 'events_moved' }]);
      expect(await listed()).toEqual(['track_published', 'room_started', 'participant_joined']);

      // A client that was disconnected meanwhile has a gap before its position, and is told to reload too.
      const after = await client.subscribe(topic, { epoch: before.epoch, offset: before.offset });
      expect(after).toMatchObject({ ok: true, mode: 'snapshot', events: [] });
      if (!after.ok) throw new Error(after.error.message);
      expect(await client.subscribe(topic, { epoch: after.epoch, offset: after.offset })).toMatchObject({
        mode: 'resumed',
        events: [],
      });
    },
  );

  it('resume a list of sessions at the other replica', async () => {
    const here = await reader(first);
    const reply = await here.subscribe('sessions');
    if (!reply.ok) throw new Error(reply.error.message);
    here.close();
    await postAll(first, bodiesOf('changed', 1));
    const there = await reader(second);
    const again = await there.subscribe('sessions', { epoch: reply.epoch, offset: reply.offset });
    expect(again).toMatchObject({ mode: 'resumed', changes: [{ id: 'RM_changed', offset: reply.offset + 1 }] });
  });

  it('survive a replica that stops: its sockets are closed, the other serves', async () => {
    const client = await follower(first);
    const closed = new Promise((resolve) => client.socket.once('disconnect', resolve));
    const stopped = first.stop();
    await closed;
    const other = await follower(second);
    const bodies = bodiesOf('alone', 3);
    await postAll(second, bodies);
    await other.until(() => eventsOf(other).length === bodies.length);
    expect(await stopped).toBe('SIGTERM');
  });
});
