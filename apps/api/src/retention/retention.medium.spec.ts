/** Old data is deleted in small steps, and subscribers are notified. Real: the whole application, its database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChangesSubscribed, eventList, type Position, retention } from '@livekit-dashboard/contracts';
import { FeedReader } from '../publish/feed-reader';
import { FeedRepository } from '../store/topics/feed.repository';
import { person } from '../testing/received-events';
import { RetentionApp } from '../testing/retention-app';
import { describeOnEachDatabase, type TestDatabase } from '../testing/test-database';
import { RetentionRun } from './retention-run';

const DAY_MS = 24 * 60 * 60 * 1000;
/** When the events of `receivedEvent` happen. */
const THEN = Date.UTC(2026, 10, 23, 9, 30);
const DAY = Date.UTC(2026, 10, 23);
const AFTER_EVENTS = THEN + 10.5 * DAY_MS;
const AFTER_SESSIONS = DAY + 21.5 * DAY_MS;

describeOnEachDatabase('retention', (create) => {
  let database: TestDatabase;
  let api: RetentionApp;

  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    api = await RetentionApp.start(database, { RETENTION_DAYS: '10', SESSION_RETENTION_DAYS: '20' });
  });
  afterEach(() => api.close());

  const submit: RetentionApp['submit'] = (...event) => api.submit(...event);
  const count = (table: string) => api.count(table);
  const rest = (path: string) => api.rest('GET', path);
  const connect = () => api.connect();
  const run = async (nowMs: number) => {
    await api.rollUp(DAY, 1);
    return runOnly(nowMs);
  };
  const runOnly = (nowMs: number) =>
    api.app.get(RetentionRun, { strict: false }).run(nowMs, nowMs, AbortSignal.timeout(60_000));
  /** A call of `people` people and an agent, with a track each; ended unless `over` is false. */
  const call = async (room: string, people: number, over = true) => {
    await submit('room_started', { room });
    for (let n = 0; n < people; n++) {
      const one = person(`${room}-${n}`, n === 0 ? { kind: 'AGENT' } : {});
      await submit('participant_joined', { room, participant: one });
      await submit('track_published', { room, participant: one, track: { sid: `TR_${room}-${n}` } });
    }
    if (over) await submit('room_finished', { room, at: 60 });
  };
  const place = async (): Promise<Position> => {
    const [head] = await api.db.query<Position[]>('SELECT epoch, stream_offset AS "offset" FROM stream_head');
    return head!;
  };

  it('keeps recent data', async () => {
    await call('daily', 3);
    expect(await run(THEN + 9 * DAY_MS)).toBe(true);
    expect([await count('event'), await count('session'), await count('tombstone')]).toEqual([8, 1, 0]);
    expect(retention.parse((await rest('retention')).body)).toMatchObject({
      eventsDays: 10,
      sessionsDays: 20,
      floor: 0,
      lastRun: { events: 0, sessions: 0, error: null },
    });
  });

  it('[ER5] deletes raw events, and returns the exact floor', async () => {
    await call('daily', 3);
    const { epoch, offset } = await place();
    await api.db.query('UPDATE event SET received_ms = $1 WHERE stream_offset >= 7', [AFTER_EVENTS]);
    await run(AFTER_EVENTS);
    expect(await count('event')).toBe(2);
    expect(await count('session')).toBe(1);
    expect((await rest('events?after=5')).body).toMatchObject({ status: 410, floor: 6 });
    const kept = eventList.parse((await rest('events?after=6')).body);
    expect(kept.items.map((event) => event.offset)).toEqual([7, 8]);
    const client = await connect();
    expect(await client.subscribe('events', { epoch, offset: 5 })).toMatchObject({ mode: 'snapshot', offset });
    expect(await client.subscribe('events', { epoch, offset: 6 })).toMatchObject({
      mode: 'resumed',
      events: [{ offset: 7 }, { offset: 8 }],
    });
    expect(await client.subscribe('events:RM_daily', { epoch, offset: 5 })).toMatchObject({ mode: 'snapshot' });
    const told = retention.parse((await rest('retention')).body);
    expect(told).toMatchObject({ floor: 6, oldestEventAt: new Date(AFTER_EVENTS).toISOString() });
    expect(told.lastRun).toMatchObject({ events: 6, sessions: 0 });
    expect(told.lastRun?.finishedAt).not.toBeNull();
  });

  it('deletes a connection without a session together with its last event', async () => {
    const nowhere = { sid: '', participant: { sid: 'PA_nowhere', identity: 'ada' }, track: { sid: 'TR_nowhere' } };
    await submit('track_published', nowhere);
    await call('daily', 1);
    await run(THEN + 9 * DAY_MS);
    expect([await count('participant'), await count('track')]).toEqual([2, 2]);
    await run(AFTER_EVENTS);
    expect([await count('participant'), await count('track')]).toEqual([1, 1]);
  });

  it('[ER5] deletes nothing from the middle of the log: an old event waits for a younger one before it', async () => {
    await call('daily', 1);
    await api.db.query('UPDATE event SET received_ms = $1 WHERE stream_offset = 2', [AFTER_EVENTS]);
    await run(AFTER_EVENTS);
    expect(await api.db.query('SELECT stream_offset AS at FROM event ORDER BY 1')).toEqual([
      { at: 2 },
      { at: 3 },
      { at: 4 },
    ]);
    await run(AFTER_EVENTS + 11 * DAY_MS);
    expect(await count('event')).toBe(1); // that of the sessions deleted in this run
  });

  it('remembers an empty log: the floor is the head, and webhooks were received', async () => {
    await call('daily', 1, false);
    await run(AFTER_EVENTS);
    expect(await count('event')).toBe(0);
    const { offset } = await place();
    expect((await rest(`events?after=${offset - 1}`)).body).toMatchObject({ floor: offset });
    expect((await rest(`events?after=${offset}`)).body).toMatchObject({ items: [] });
    const client = await connect();
    const overview = (await client.subscribe('overview')) as ChangesSubscribed;
    const values = new Map(overview.changes.map(({ kind, value }) => [kind, value]));
    expect(values.get('health')).toMatchObject({ lastWebhookAt: new Date(THEN + 250).toISOString() });
    expect(values.get('stats')).toMatchObject({ lastEventAt: new Date(THEN + 250).toISOString(), eventsTotal: offset });
  });

  it('[ER6] deletes ended sessions whole, and sends the deletions', async () => {
    for (const room of ['one', 'two', 'three']) await call(room, 2);
    await call('open', 2, false);
    const before = await place();
    const client = await connect();
    for (const topic of ['sessions', 'agents', 'session:RM_one']) await client.subscribe(topic);
    await run(AFTER_SESSIONS);
    const tables = ['session', 'participant', 'track'];
    expect(await Promise.all(tables.map(count))).toEqual([1, 2, 2]);
    expect(await count('tombstone')).toBe(3 * (1 + 2 + 1 + 2));
    const after = await place();
    await client.until(() => client.messages().filter(({ toOffset }) => toOffset >= after.offset).length >= 2);
    const told = (topic: string) =>
      client
        .messages()
        .filter((message) => message.topic === topic)
        .flatMap(({ changes }) => changes);
    expect(told('sessions').map(({ id, value }) => [id, value])).toEqual(
      expect.arrayContaining(['RM_one', 'RM_two', 'RM_three'].map((sid) => [sid, null])),
    );
    expect(told('agents').every(({ kind, value }) => kind === 'agent' && value === null)).toBe(true);
    expect(told('agents')).toHaveLength(3);
    expect(new Set(told('session:RM_one').map(({ kind, id }) => `${kind} ${id}`))).toEqual(
      new Set([
        'session RM_one',
        ...['participant PA_one-0', 'participant PA_one-1', 'track TR_one-0', 'track TR_one-1'],
      ]),
    );
    // A resuming client receives the same, at this replica and at one that missed the message.
    for (const topic of ['sessions', 'agents', 'session:RM_one']) {
      const late = await connect();
      const reply = (await late.subscribe(topic, before)) as ChangesSubscribed;
      expect(reply).toMatchObject({ mode: 'resumed', offset: after.offset });
      const deleted = reply.changes.map(({ kind, id, value }) => [kind, id, value]);
      expect(deleted.sort()).toEqual(
        told(topic)
          .map(({ kind, id, value }) => [kind, id, value])
          .sort(),
      );
    }
    const missed = await api.app.get(FeedRepository, { strict: false }).changedSince(before.offset);
    expect(missed).toMatchObject({ to: after.offset, gone: false });
    expect(missed.changes).toHaveLength(18);
    expect((await rest('sessions/RM_one')).status).toBe(404);
    expect((await rest('sessions')).body).toMatchObject({ total: 1 });
  });

  it('deletes a session with more rows than a step in several steps, its own row last', async () => {
    await call('huge', 12);
    const { offset } = await place();
    await run(AFTER_SESSIONS);
    expect(await Promise.all(['session', 'participant', 'track'].map(count))).toEqual([0, 0, 0]);
    const events = await api.db.query<{ at: number; event: string }[]>(
      'SELECT stream_offset AS at, event FROM event ORDER BY 1',
    );
    expect(events.map(({ at }) => at)).toEqual(Array.from(events, (_, i) => offset + 1 + i));
    expect(events.length).toBeGreaterThan(2);
    const [last] = await api.db.query<{ kind: string; at: number }[]>(
      `SELECT kind, stream_offset AS at FROM tombstone WHERE kind = 'session'`,
    );
    expect(last).toEqual({ kind: 'session', at: events.at(-1)?.at });
  });

  it('[ER6] deletes no session before its days are rolled up, and keeps what was counted', async () => {
    await call('daily', 3);
    await submit('room_started', { room: 'next', at: 40_000 });
    await submit('room_finished', { room: 'next', at: 70_000 });
    await runOnly(AFTER_SESSIONS - 1);
    expect(await count('session')).toBe(2);
    await api.rollUp(DAY, 2);
    const rolled = () => api.db.query<object[]>('SELECT * FROM usage_part ORDER BY by, day_ms, key');
    const before = await rolled();
    expect(before.length).toBeGreaterThan(0);
    await runOnly(AFTER_SESSIONS);
    expect(await api.db.query('SELECT sid FROM session')).toEqual([{ sid: 'RM_next' }]);
    // A late event of a final day changes no rollup and makes none stale.
    await submit('participant_joined', { room: 'next', participant: person('late') });
    await submit('participant_left', { room: 'next', participant: person('late'), at: 41_000 });
    const stale = await api.db.query<{ day: number }[]>('SELECT day_ms AS day FROM usage_day WHERE marks <> rolled');
    expect(stale.map(({ day }) => day)).not.toContain(DAY);
    await runOnly(AFTER_SESSIONS + 2 * DAY_MS);
    expect(await rolled()).toEqual(before);
  });

  it('[ER7] acknowledges late events of a deleted session without folding them', async () => {
    await call('daily', 2);
    await run(AFTER_SESSIONS);
    expect(await submit('participant_left', { room: 'daily', participant: person('daily-1'), at: 59 })).toBe('stored');
    expect(await Promise.all(['session', 'participant'].map(count))).toEqual([0, 0]);
    // Events are folded into an active session, whatever their age.
    await submit('room_started', { room: 'open', at: 30 * 86_400 });
    await submit('participant_joined', { room: 'open', participant: person('late') });
    expect(await Promise.all(['session', 'participant'].map(count))).toEqual([1, 1]);
    expect(api.app.get(FeedReader, { strict: false }).position()?.offset).toBeLessThanOrEqual((await place()).offset);
  });

  it('[TO6] sends deletions for a week; a client that returns later takes a snapshot', async () => {
    await call('daily', 2);
    const before = await place();
    await run(AFTER_SESSIONS);
    const after = await place();
    await api.db.query('UPDATE tombstone SET deleted_ms = 0');
    await run(AFTER_SESSIONS + 1);
    expect(await count('tombstone')).toBe(0);
    const client = await connect();
    for (const topic of ['sessions', 'agents', 'session:RM_daily']) {
      expect(await client.subscribe(topic, before)).toMatchObject({ mode: 'snapshot', changes: [] });
      expect(await client.subscribe(topic, after)).toMatchObject({ mode: 'resumed', changes: [] });
    }
    expect(await api.app.get(FeedRepository, { strict: false }).changedSince(before.offset)).toMatchObject({
      gone: true,
    });
  });

  it('[ER8] is run by one replica at a time, and not again before it is due', async () => {
    await call('daily', 1);
    const retentionRun = api.app.get(RetentionRun, { strict: false });
    const both = await Promise.all([runOnly(AFTER_SESSIONS), runOnly(AFTER_SESSIONS)]);
    expect(both.filter(Boolean).length).toBeGreaterThanOrEqual(1);
    expect(await retentionRun.run(AFTER_SESSIONS + 1, AFTER_SESSIONS - 1, AbortSignal.timeout(60_000))).toBe(false);
    await api.db.query(`UPDATE retention SET owner = gen_random_uuid(), lease_until_ms = 9e15`);
    expect(await run(AFTER_SESSIONS + 2)).toBe(false);
    await api.db.query('UPDATE retention SET lease_until_ms = 0');
    expect(await run(AFTER_SESSIONS + 2)).toBe(true);
  });

  it('that is stopped has lost nothing', async () => {
    await call('daily', 3);
    const stopped = AbortSignal.abort();
    await api.app.get(RetentionRun, { strict: false }).run(AFTER_SESSIONS, AFTER_SESSIONS, stopped);
    expect(await count('event')).toBe(8);
    expect((await rest('retention')).body).toMatchObject({ lastRun: { finishedAt: null, error: null } });
    await run(AFTER_SESSIONS + 1);
    expect([await count('event'), await count('session')]).toEqual([1, 0]);
  });
});

describe('retention in the embedded database', () => {
  it('returns the disk space', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
    const api = await RetentionApp.start({ url: '' }, { DATA_DIR: folder, RETENTION_DAYS: '10' });
    try {
      await api.submit('room_started', { room: 'daily' });
      const size = async () => (await api.db.query<{ n: number }[]>(`SELECT pg_relation_size('event') AS n`))[0]?.n;
      expect(await size()).toBeGreaterThan(0);
      await api.app.get(RetentionRun, { strict: false }).run(AFTER_EVENTS, AFTER_EVENTS, AbortSignal.timeout(60_000));
      expect(await size()).toBe(0);
    } finally {
      await api.close();
      await rm(folder, { recursive: true });
    }
  });
});
