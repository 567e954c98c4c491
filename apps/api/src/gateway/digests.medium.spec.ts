/** Topics of digests on the wire. Real: sockets, Nest, the feed; the database is a fake stream. */
import { eventually, pause } from '@livekit-dashboard/harness';
import { hour as hourSchema, HOUR_MINUTES, type SubscribeReply, TOPIC_DIGESTS } from '@livekit-dashboard/contracts';
import { FakeStream } from '../testing/fake-stream';
import { type GatewayApp, startGateway } from '../testing/gateway-app';
import { WireClient } from '../testing/wire-client';

describe('a topic of digests', () => {
  let stream: FakeStream;
  let app: GatewayApp;
  const clients: WireClient[] = [];
  const connect = async (to: GatewayApp = app): Promise<WireClient> => {
    const client = await WireClient.connect(to.url);
    clients.push(client);
    return client;
  };
  const commit = (sid: string, events = 1): void => app.feed.publish(stream.commit(sid, events));
  const changesOf = (reply: SubscribeReply) => (reply.ok && 'changes' in reply ? reply.changes : []);
  const told = (client: WireClient) => client.messages().flatMap(({ changes }) => changes);
  const until = (client: WireClient, satisfied: () => boolean) => client.until(satisfied);
  const tells = (client: WireClient, kind: string) => told(client).some((change) => change.kind === kind);

  beforeEach(async () => {
    stream = new FakeStream();
    stream.commit('RM_a', 2);
    stream.commit('RM_b', 1);
    app = await startGateway(stream);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await app.close();
  });

  it.each(['overview', 'agents-day'] as const)(
    '%s answers with all of them, also to a client that resumes',
    async (topic) => {
      const client = await connect();
      const reply = await client.subscribe(topic);
      expect(reply).toMatchObject({ mode: 'snapshot', offset: 3 });
      expect(changesOf(reply).map(({ kind }) => kind)).toEqual(TOPIC_DIGESTS[topic]);
      const resumed = await client.subscribe(topic, { epoch: stream.epoch, offset: 1 });
      expect(resumed).toMatchObject({ mode: 'resumed', offset: 3 });
      expect(changesOf(resumed).map(({ kind }) => kind)).toEqual(TOPIC_DIGESTS[topic]);
    },
  );

  it('contains the whole hour in its first answer', async () => {
    const [hour] = changesOf(await (await connect()).subscribe('overview')).filter(({ kind }) => kind === 'hour');
    expect(hourSchema.parse(hour?.value).people).toHaveLength(HOUR_MINUTES);
  });

  it('[TO10] sends the digests that an event changed, contiguously, and no others', async () => {
    const client = await connect();
    await client.subscribe('overview');
    commit('RM_a');
    await client.reaches(4);
    commit('RM_a');
    commit('RM_a');
    await client.reaches(6);
    let at = 3;
    for (const { fromOffset, toOffset } of client.messages()) {
      expect(fromOffset).toBe(at);
      at = toOffset;
    }
    expect(new Set(told(client).map(({ kind }) => kind))).toEqual(new Set(['stats', 'activity']));
    expect(told(client).findLast(({ kind }) => kind === 'stats')?.value).toMatchObject({ eventsTotal: 6 });
  });

  it('sends the newest events within a moment, without reading the store', async () => {
    const client = await connect();
    await client.subscribe('overview');
    for (let offset = 4; offset <= 6; offset++) {
      commit('RM_b');
      const newest = () => told(client).findLast(({ kind }) => kind === 'activity')?.value;
      await until(client, () => {
        const value = newest();
        return value !== null && value !== undefined && 'items' in value && value.items[0]?.offset === offset;
      });
    }
    expect(stream.counted).not.toContain('activity');
  });

  it('reads events from the store that a batch came without', async () => {
    const client = await connect();
    await client.subscribe('overview');
    app.feed.publish({ ...stream.commit('RM_a', 40), events: null });
    await until(client, () => tells(client, 'activity'));
    const activity = told(client).find(({ kind }) => kind === 'activity')?.value;
    expect(activity).toMatchObject({ items: { length: 30, 0: { offset: 43 } } });
  });

  it('reports a rejected webhook on every replica, although no event was stored', async () => {
    const other = await startGateway(stream, app.feed);
    const [here, there] = [await connect(), await connect(other)];
    await Promise.all([here.subscribe('overview'), there.subscribe('overview')]);
    stream.refused = 7;
    await Promise.all([here, there].map((client) => until(client, () => tells(client, 'health'))));
    for (const client of [here, there]) {
      // The failures of the hour count it too, and may be due at the same time.
      const message = client.messages().find(({ changes }) => changes.some(({ kind }) => kind === 'health'));
      expect(message).toMatchObject({ fromOffset: 3, toOffset: 3 });
      expect(message?.changes.find(({ kind }) => kind === 'health')?.value).toMatchObject({ rejectedToday: 7 });
    }
    there.close();
    await other.close();
  });

  it('reports it also to a client that was answered at a later offset', async () => {
    const early = await connect();
    await early.subscribe('overview');
    stream.commit('RM_a', 2); // the feed delays it
    const late = await connect();
    expect(await late.subscribe('overview')).toMatchObject({ offset: 5 });
    stream.refused = 1;
    await Promise.all([early, late].map((client) => until(client, () => tells(client, 'health'))));
    for (const client of [early, late]) {
      const message = client.messages().find(({ changes }) => changes.some(({ kind }) => kind === 'health'));
      expect(message).toMatchObject({ fromOffset: 5, toOffset: 5 });
    }
  });

  it('sends nothing while nothing changes, although it reads', async () => {
    const client = await connect();
    await client.subscribe('overview');
    const looks = () => stream.counted.filter((kind) => kind === 'health').length;
    await eventually(async () => expect(looks()).toBeGreaterThanOrEqual(2));
    expect(client.messages()).toEqual([]);
  });

  it('[TO10] costs nothing without subscribers', async () => {
    const client = await connect();
    await client.subscribe('overview');
    await client.socket.timeout(1000).emitWithAck('unsubscribe', { topic: 'overview' });
    await client.subscribe('sessions');
    stream.counted.length = 0;
    commit('RM_a');
    await client.reaches(4);
    await pause(1200); // longer than the pace of every digest
    expect(stream.counted).toEqual([]);
  });

  it('continues when the database is back', async () => {
    const client = await connect();
    await client.subscribe('overview');
    stream.away = true;
    commit('RM_a');
    await until(client, () => tells(client, 'activity'));
    stream.away = false;
    await client.reaches(4);
    expect(told(client).findLast(({ kind }) => kind === 'stats')?.value).toMatchObject({ eventsTotal: 4 });
  });
});
