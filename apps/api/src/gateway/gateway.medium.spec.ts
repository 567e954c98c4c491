import { FakeStream } from '../testing/fake-stream';
import { type GatewayApp, startGateway } from '../testing/gateway-app';
import { WireClient } from '../testing/wire-client';

describe('the gateway', () => {
  let stream: FakeStream;
  let app: GatewayApp;
  const clients: WireClient[] = [];
  const connect = async (to: GatewayApp = app, headers = {}): Promise<WireClient> => {
    const client = await WireClient.connect(to.url, headers);
    clients.push(client);
    return client;
  };
  const commit = (sid: string, events = 1, state: 'active' | 'ended' = 'active'): void =>
    app.feed.publish(stream.commit(sid, events, state));

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

  it('answers with the active rows, then sends changes', async () => {
    const client = await connect();
    const reply = await client.subscribe('sessions');
    expect(reply).toMatchObject({ ok: true, mode: 'snapshot', epoch: stream.epoch, offset: 3 });
    expect(reply.ok && 'changes' in reply && reply.changes.map(({ id }) => id)).toEqual(['RM_a', 'RM_b']);
    commit('RM_a');
    await client.reaches(4);
    expect(client.messages()).toMatchObject([
      {
        topic: 'sessions',
        epoch: stream.epoch,
        fromOffset: 3,
        toOffset: 4,
        changes: [{ kind: 'session', id: 'RM_a', offset: 4 }],
      },
    ]);
  });

  it('[TO2][TO3] sends the newest value of each row once per tick, contiguously', async () => {
    const client = await connect();
    await client.subscribe('sessions');
    for (let i = 0; i < 200; i++) commit(i % 2 === 0 ? 'RM_a' : 'RM_b');
    await client.reaches(203);
    const messages = client.messages();
    expect(messages.length).toBeLessThan(10);
    let at = 3;
    for (const { fromOffset, toOffset, changes } of messages) {
      expect(fromOffset).toBe(at);
      at = toOffset;
      expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
    }
  });

  it('[TO1] sends nothing of a topic before its answer, and all that changed meanwhile directly after it', async () => {
    const [early, late] = [await connect(), await connect()];
    await early.subscribe('sessions');
    let release = (): void => undefined;
    stream.hold = new Promise((resolve) => (release = resolve));
    const answered = late.subscribe('sessions');
    while (stream.snapshots < 2) await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 5; i++) {
      commit('RM_a');
      await early.reaches(4 + i);
    }
    release();
    expect(await answered).toMatchObject({ ok: true, offset: 3 });
    commit('RM_b');
    await late.reaches(9);
    expect(late.seen[0]?.what).toBe('reply');
    expect(late.messages()).toEqual(early.messages());
  });

  it('[TO7] answers other sockets while a few request again and again', async () => {
    const greedy = await Promise.all(Array.from({ length: 5 }, () => connect()));
    let release = (): void => undefined;
    stream.hold = new Promise((resolve) => (release = resolve));
    const asked = greedy.flatMap((client) =>
      Array.from({ length: 40 }, (_, n) => client.subscribe('sessions', { epoch: stream.epoch, offset: n % 3 })),
    );
    while (stream.resumes === 0) await new Promise((resolve) => setImmediate(resolve));
    const reader = (await connect()).subscribe('sessions');
    const answered: string[] = [];
    void reader.then(() => answered.push('reader'));
    release();
    expect(await reader).toMatchObject({ mode: 'snapshot' });
    const replies = await Promise.all(asked);
    expect(replies.filter(({ ok }) => ok).length).toBeLessThanOrEqual(greedy.length);
    // The running read of each socket, its newest request, and the reader's own read.
    expect(stream.snapshots + stream.resumes).toBeLessThanOrEqual(2 * greedy.length + 1);
    expect(answered).toEqual(['reader']);
  });

  it('[TO7] reads one snapshot for all simultaneous requests', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => connect()));
    let release = (): void => undefined;
    stream.hold = new Promise((resolve) => (release = resolve));
    const replies = Promise.all(many.map((client) => client.subscribe('sessions')));
    // A socket is answered in order, so by then each subscribe is waiting.
    await Promise.all(many.map(({ socket }) => socket.timeout(5000).emitWithAck('unsubscribe', { topic: 'agents' })));
    release();
    expect((await replies).every(({ ok }) => ok)).toBe(true);
    expect(stream.snapshots).toBe(1);
  });

  it('[TO5] resumes on another replica without a gap or a repeat', async () => {
    const other = await startGateway(stream, app.feed);
    const first = await connect();
    await first.subscribe('sessions');
    commit('RM_a');
    await first.reaches(4);
    first.close();
    commit('RM_b', 2, 'ended');
    const second = await connect(other);
    const reply = await second.subscribe('sessions', { epoch: stream.epoch, offset: 4 });
    expect(reply).toMatchObject({
      ok: true,
      mode: 'resumed',
      offset: 6,
      changes: [{ id: 'RM_b', offset: 6, value: { state: 'ended' } }],
    });
    app.feed.publish(stream.commit('RM_c', 1));
    await second.reaches(7);
    expect(second.messages()).toMatchObject([{ toOffset: 7, changes: [{ id: 'RM_c' }] }]);
    expect(second.messages()[0]?.fromOffset).toBeLessThanOrEqual(6);
    second.close();
    await other.close();
  });

  it.each([
    ['of another epoch', { epoch: '00000000-0000-4000-8000-000000000000', offset: 1 }],
    ['above the head', { offset: 99 }],
  ])('answers a resume from %s with a snapshot', async (_, since) => {
    const client = await connect();
    for (const topic of ['sessions', 'events', 'overview', 'session:RM_a']) {
      expect(await client.subscribe(topic, { epoch: stream.epoch, ...since })).toMatchObject({
        ok: true,
        mode: 'snapshot',
        offset: 3,
      });
    }
  });

  it('[TO6] sends a deletion at once and on resuming, and leaves it out of a snapshot', async () => {
    const client = await connect();
    await client.subscribe('sessions');
    app.feed.publish(stream.delete('RM_a'));
    await client.reaches(4);
    const deleted = { kind: 'session', id: 'RM_a', offset: 4, value: null };
    expect(client.messages()).toMatchObject([{ fromOffset: 3, toOffset: 4, changes: [deleted] }]);
    const late = await connect();
    for (const topic of ['sessions', 'session:RM_a']) {
      const since = { epoch: stream.epoch, offset: 3 };
      expect(await late.subscribe(topic, since)).toMatchObject({ mode: 'resumed', changes: [deleted] });
    }
    expect(await late.subscribe('session:RM_a')).toMatchObject({ mode: 'snapshot', changes: [] });
  });

  it('[TO5] answers a resume from before the tombstones or the log with a snapshot', async () => {
    Object.assign(stream, { floor: 2, tombstoneFloor: 2 });
    const client = await connect();
    for (const topic of ['sessions', 'session:RM_a', 'events', 'events:RM_a']) {
      for (const [offset, mode] of [
        [1, 'snapshot'],
        [2, 'resumed'],
      ] as const) {
        expect(await client.subscribe(topic, { epoch: stream.epoch, offset })).toMatchObject({ mode, offset: 3 });
      }
    }
  });

  it("sends only a session's own rows to its topic", async () => {
    const client = await connect();
    await client.subscribe('session:RM_a');
    commit('RM_b');
    commit('RM_a');
    await client.reaches(5);
    expect(client.messages().flatMap(({ changes }) => changes)).toMatchObject([{ id: 'RM_a', offset: 5 }]);
  });

  it('[TO4] sends every event raw, once and in order; those of one session on a separate topic', async () => {
    const [all, own] = [await connect(), await connect()];
    expect(await all.subscribe('events')).toMatchObject({ mode: 'snapshot', offset: 3, events: [] });
    await own.subscribe('events:RM_b');
    for (let i = 0; i < 10; i++) commit(i % 2 === 0 ? 'RM_a' : 'RM_b', 3);
    await Promise.all([all.reaches(33), own.reaches(33)]);
    expect(all.events().flatMap(({ events }) => events.map(({ offset }) => offset))).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 4),
    );
    expect(own.events().flatMap(({ events }) => events)).toHaveLength(15);
  });

  it('reads events from the store that the feed left out', async () => {
    const client = await connect();
    await client.subscribe('events');
    app.feed.publish({ ...stream.commit('RM_a', 120), events: null });
    commit('RM_b');
    await client.reaches(124);
    const offsets = client.events().flatMap(({ events }) => events.map(({ offset }) => offset));
    expect(offsets).toEqual(Array.from({ length: 121 }, (_, i) => i + 4));
    let at = 3;
    for (const { fromOffset, toOffset } of client.events()) {
      expect(fromOffset).toBe(at);
      at = toOffset;
    }
  });

  it('answers a resume of more than 4 MB of events with a snapshot, and reads no more than that', async () => {
    const since = { epoch: stream.epoch, offset: 3 };
    stream.payloadBytes = 900_000;
    for (let n = 0; n < 4; n++) commit('RM_a');
    expect(await (await connect()).subscribe('events', since)).toMatchObject({ mode: 'resumed', offset: 7 });
    for (let n = 0; n < 20; n++) commit('RM_a');
    const late = await connect();
    for (const topic of ['events', 'events:RM_a'] as const)
      expect(await late.subscribe(topic, since)).toMatchObject({ mode: 'snapshot', offset: 27, events: [] });
  });

  it('[TO4] sends large events in contiguous messages of about a megabyte', async () => {
    const client = await connect();
    await client.subscribe('events');
    stream.payloadBytes = 400_000;
    for (let n = 0; n < 10; n++) commit('RM_a');
    await client.until(() => client.events().at(-1)?.toOffset === 13, 20_000);
    stream.payloadBytes = 900_000;
    app.feed.publish({ ...stream.commit('RM_a', 4), events: null });
    await client.until(() => client.events().at(-1)?.toOffset === 17, 20_000);
    let at = 3;
    for (const message of client.events()) {
      expect(message.fromOffset).toBe(at);
      at = message.toOffset;
      expect(message.events.map(({ payload }) => JSON.stringify(payload).length).reduce((a, b) => a + b)).toBeLessThan(
        2_000_000,
      );
    }
    expect(client.events().flatMap(({ events }) => events.map(({ offset }) => offset))).toEqual(
      Array.from({ length: 14 }, (_, n) => n + 4),
    );
  });

  it('[TO5] resumes up to a thousand events', async () => {
    const client = await connect();
    const since = { epoch: stream.epoch, offset: 1 };
    expect(await client.subscribe('events', since)).toMatchObject({
      mode: 'resumed',
      offset: 3,
      events: [{ offset: 2 }, { offset: 3 }],
    });
    commit('RM_a', 1001);
    await client.reaches(1004);
    expect(await client.subscribe('events', since)).toMatchObject({ mode: 'snapshot', offset: 1004, events: [] });
    expect(await client.subscribe('events:RM_b', since)).toMatchObject({
      mode: 'resumed',
      offset: 1004,
      events: [{ offset: 3 }],
    });
  });

  it('answers a client that is too far behind with a snapshot, and others that share the read with their rows', async () => {
    const [first, far, near] = [await connect(), await connect(), await connect()];
    commit('RM_a', 1001);
    commit('RM_b', 1);
    let release = (): void => undefined;
    stream.hold = new Promise((resolve) => (release = resolve));
    const since = (offset: number) => ({ epoch: stream.epoch, offset });
    const replies = [first.subscribe('events', since(1003))];
    while (stream.resumes === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const [client, offset] of [[far, 2] as const, [near, 1003] as const]) {
      replies.push(client.subscribe('events', since(offset)));
      await client.socket.timeout(1000).emitWithAck('unsubscribe', { topic: 'agents' }); // so it has arrived
    }
    release();
    expect(await Promise.all(replies)).toMatchObject([
      { mode: 'resumed', offset: 1005, events: [{ offset: 1004 }, { offset: 1005 }] },
      { mode: 'snapshot', offset: 1005, events: [] },
      { mode: 'resumed', offset: 1005, events: [{ offset: 1004 }, { offset: 1005 }] },
    ]);
    expect(stream.resumes).toBe(2);
  });

  it('rejects invalid requests', async () => {
    const client = await connect();
    expect(await client.subscribe('nonsense')).toMatchObject({ ok: false, error: { code: 'unknown_topic' } });
    expect(await client.socket.timeout(1000).emitWithAck('subscribe', { topic: 7 } as never)).toMatchObject({
      error: { code: 'bad_request' },
    });
    expect(await client.socket.timeout(1000).emitWithAck('unsubscribe', {} as never)).toMatchObject({
      error: { code: 'bad_request' },
    });
    (client.socket.emit as (event: string) => void)('subscribe'); // neither a request nor a way to answer
    for (let i = 0; i < 64; i++) expect(await client.subscribe(`session:RM_${i}`)).toMatchObject({ ok: true });
    expect(await client.subscribe('session:RM_more')).toMatchObject({ error: { code: 'bad_request' } });
  });

  it('[TO9] answers too_large, and unavailable while the database is unreachable', async () => {
    const client = await connect();
    stream.away = true;
    expect(await client.subscribe('sessions')).toMatchObject({ error: { code: 'unavailable' } });
    stream.away = false;
    for (let i = 0; i < 5001; i++) stream.commit(`RM_${i}`, 1);
    expect(await client.subscribe('sessions')).toMatchObject({ error: { code: 'too_large' } });
  });

  it('sends nothing after an unsubscribe', async () => {
    const [leaves, stays] = [await connect(), await connect()];
    await leaves.subscribe('sessions');
    await stays.subscribe('sessions');
    expect(await leaves.socket.timeout(1000).emitWithAck('unsubscribe', { topic: 'sessions' })).toEqual({ ok: true });
    commit('RM_a');
    await stays.reaches(4);
    expect(leaves.messages()).toEqual([]);
  });

  it('resets all clients when the database is another one', async () => {
    const client = await connect();
    await client.subscribe('sessions');
    stream.restart();
    stream.commit('RM_z', 1);
    await client.until((seen) => seen.some(({ what }) => what === 'reset'));
    expect(client.seen.at(-1)).toEqual({ what: 'reset', message: { topic: 'sessions', reason: 'epoch_changed' } });
    expect(await client.subscribe('sessions')).toMatchObject({ ok: true, epoch: stream.epoch, offset: 1 });
    commit('RM_z');
    await client.reaches(2);
  });

  it('[TO11] sends a heartbeat each second', async () => {
    const client = await connect();
    while (client.heartbeats < 2) await new Promise((resolve) => client.socket.once('heartbeat', resolve));
  });

  it('[TO12] accepts pages of its own origin only', async () => {
    await expect(connect(app, { origin: 'https://elsewhere.example' })).rejects.toThrow();
    await expect(connect(app, { origin: app.url.replace('http:', 'https:') })).rejects.toThrow();
    await expect(connect(app, { origin: app.url })).resolves.toBeDefined();
  });
});
