/** A person is erased, and no count changes. Real: the whole application, its database. */
import { DAY_MS } from '@livekit-dashboard/domain';
import { type ChangesSubscribed, erasure, TEST_EVENT } from '@livekit-dashboard/contracts';
import { ErasureRepository } from '../store/retention/erasure.repository';

import { dueMonths, sumMonthUp } from '../store/usage/rollup-month';
import { person } from '../testing/received-events';
import { RetentionApp } from '../testing/retention-app';
import { describeOnEachDatabase, type TestDatabase } from '../testing/test-database';
import { ErasureService } from './erasure.service';

const ALICE = 'alice@example.com "A"';
const alice = (sid: string, more: Record<string, unknown> = {}) =>
  person(ALICE, {
    sid,
    name: 'Alice Liddell',
    metadata: '{"mail":"alice"}',
    attributes: { who: 'alice' },
    tracks: [{ sid: 'TR_x', name: "alice's camera" }],
    ...more,
  });

/** The day of the events of `receivedEvent`, for the rollups. */
const DAY = Date.UTC(2026, 10, 23);

/** Every count, and everything that does not identify a person. */
const TOTALS = [
  `SELECT sid, state, people, agents, participants, tracks, joins, identities, aborted, first_joined_ms, last_left_ms, ended_ms FROM session ORDER BY sid`,
  `SELECT sid, session_sid, kind, state, joined_ms, left_ms, left_estimated, disconnect_reason, tracks, agent_name, open FROM participant ORDER BY sid`,
  `SELECT sid, type, track_source, published_ms, unpublished_ms, open FROM track ORDER BY sid`,
  `SELECT count(DISTINCT identity)::int AS n FROM participant`,
  `SELECT identity <> 'bob' AS them, count(*)::int AS n, count(DISTINCT session_sid)::int AS s FROM participant GROUP BY 1 ORDER BY 1`,
  `SELECT event, count(*)::int AS n, count(DISTINCT identity)::int AS i FROM event WHERE event <> 'person_erased' GROUP BY 1 ORDER BY 1`,
  `SELECT by, CASE WHEN by = 'identity' AND key NOT IN ('', 'bob') THEN 'them' ELSE key END AS k, person_ms, agent_ms, joins, aborted, sessions FROM usage_part ORDER BY 1, 2`,
];

describeOnEachDatabase('an erasure', (create) => {
  let database: TestDatabase;
  let api: RetentionApp;

  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    api = await RetentionApp.start(database);
    await world();
  });
  afterEach(() => api.close());

  /** Alice in two calls, twice in the first; once aborted; as an agent; in an egress, and in a quarantined event. */
  async function world(): Promise<void> {
    for (const room of ['one', 'two']) {
      await api.submit('room_started', { room });
      await api.submit('participant_joined', { room, participant: person('bob', { sid: `PA_bob-${room}` }) });
      await api.submit('participant_joined', { room, participant: alice(`PA_a-${room}`), at: 1 });
      const track = { sid: `TR_${room}`, name: "alice's camera", type: 'VIDEO' };
      await api.submit('track_published', {
        room,
        participant: { sid: `PA_a-${room}`, identity: ALICE },
        track,
        at: 2,
      });
    }
    await api.submit('participant_left', { room: 'one', participant: alice('PA_a-one', { version: 3 }), at: 20 });
    await api.submit('participant_joined', { room: 'one', participant: alice('PA_again'), at: 21 });
    await api.submit('participant_connection_aborted', { room: 'two', participant: alice('PA_gave-up'), at: 5 });
    const agent = { kind: 'AGENT', attributes: { 'lk.agent.name': 'helper', note: 'alice' } };
    await api.submit('participant_joined', { room: 'two', participant: alice('PA_agent', agent), at: 6 });
    const request = { participant: { identity: ALICE, room_name: 'two' } };
    await api.submit('egress_started', { room: 'two', egressInfo: { egressId: 'EG_1', ...request } });
    await api.db.query(
      `INSERT INTO quarantined_event (source, event_id, received_ms, reason, payload) VALUES ('default', 'EV_q', 1, 'x', $1)`,
      [JSON.stringify({ event: TEST_EVENT, ingressInfo: { participantIdentity: ALICE, participantName: 'Alice' } })],
    );
    await api.rollUp(DAY, 1);
  }

  const erase = async (identity: string) => {
    const { status, body } = await api.rest('POST', 'erasures', { identity });
    expect(status).toBe(200);
    return erasure.parse(body);
  };
  const totals = () => Promise.all(TOTALS.map((sql) => api.db.query<object[]>(sql)));

  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const tables = await api.db.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    const rows = await Promise.all(
      tables.map(({ name }) => api.db.query<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`)),
    );
    return rows.flatMap((of) => of.map(({ row }) => row)).join('\n');
  }

  it('[ER1] removes all data of the person, and changes no total', async () => {
    expect(await everything()).toMatch(/alice/i);
    const before = await totals();
    const told = await erase(ALICE);
    expect(told).toMatchObject({ participants: 5, tracks: 2, events: expect.any(Number) as number });
    expect(told.pseudonym).toMatch(/^erased-[0-9a-f]{24}$/);
    expect(await everything()).not.toMatch(/alice/i);
    expect(await totals()).toEqual(before);
    await api.rollUp(DAY, 1);
    expect(await totals()).toEqual(before);
    expect((await api.rest('GET', `sessions?identity=${told.pseudonym}`)).body).toMatchObject({ total: 2 });
    const [bob] = await api.db.query<object[]>(`SELECT identity, name FROM participant WHERE sid = 'PA_bob-one'`);
    expect(bob).toEqual({ identity: 'bob', name: 'bob' });
  });

  it('marks the days in which the person counted, so that they are rolled up again', async () => {
    const marks = async () =>
      (await api.db.query<{ stale: boolean }[]>('SELECT marks <> rolled AS stale FROM usage_day'))[0];
    expect(await marks()).toEqual({ stale: false });
    await erase(ALICE);
    expect(await marks()).toEqual({ stale: Date.now() >= DAY + DAY_MS });
  });

  it('removes the person from months, which are summed up again to the same', async () => {
    const month = Date.UTC(2026, 10, 1);
    await api.rollUp(month, (DAY - month) / DAY_MS + 1);
    const manager = api.db.manager;
    const due = () => dueMonths(manager, DAY + DAY_MS);
    const parts = () =>
      api.db.query<object[]>(
        `SELECT by, key IN ('', 'bob') AS known, ms FROM usage_month_part ORDER BY by, known, ms, key`,
      );
    await sumMonthUp(api.db, month);
    expect(await due()).toEqual([]);
    const before = await parts();
    expect(await everything()).toMatch(/alice/i);
    await erase(ALICE);
    expect(await everything()).not.toMatch(/alice/i);
    await api.rollUp(DAY, 1); // makes the day stale, if it is over
    expect(await due()).toEqual([month]);
    await sumMonthUp(api.db, month);
    expect(await parts()).toEqual(before);
  });

  it('[ER3] is sent to subscribers, with the new values and without names', async () => {
    const client = await api.connect();
    await client.subscribe('session:RM_two');
    await client.subscribe('events');
    const { pseudonym } = await erase(ALICE);
    await client.until(() =>
      client.events().some(({ events }) => events.filter((e) => e.event === 'person_erased').length > 0),
    );
    await client.until(() => client.messages().length > 0);
    const changes = client.messages().flatMap((message) => message.changes);
    expect(changes).toContainEqual(
      expect.objectContaining({
        kind: 'participant',
        id: 'PA_a-two',
        value: expect.objectContaining({
          identity: pseudonym,
          name: null,
          metadata: '',
          attributes: {},
          state: 'active',
        }) as object,
      }),
    );
    expect(JSON.stringify(client.seen)).toContain('person_erased');
    const events = client.events().flatMap((message) => message.events);
    expect(JSON.stringify([changes, events])).not.toMatch(/alice (l|@)|alice's|alice@/i);
    const late = await api.connect();
    const overview = (await late.subscribe('overview')) as ChangesSubscribed;
    expect(JSON.stringify(overview.changes)).not.toMatch(/alice/i);
  });

  it('[ER2] applies to late events of its connections, which are still counted', async () => {
    const { pseudonym } = await erase(ALICE);
    const leave = alice('PA_a-two', { version: 9, disconnectReason: 'CLIENT_INITIATED' });
    expect(await api.submit('participant_left', { room: 'two', participant: leave, at: 30 })).toBe('stored');
    const track = { sid: 'TR_late', name: "alice's screen", type: 'VIDEO' };
    const partial = { sid: 'PA_again', identity: ALICE };
    await api.submit('track_published', { room: 'one', participant: partial, track, at: 31 });
    await api.submit('participant_left', { room: 'one', participant: alice('PA_again', { version: 9 }), at: 40 });
    expect(await everything()).not.toMatch(/alice/i);
    const [left] = await api.db.query<object[]>(
      `SELECT identity, state, disconnect_reason AS reason FROM participant WHERE sid = 'PA_a-two'`,
    );
    expect(left).toEqual({ identity: pseudonym, state: 'left', reason: 'CLIENT_INITIATED' });
    const [one] = await api.db.query<object[]>(`SELECT identities, joins FROM session WHERE sid = 'RM_one'`);
    expect(one).toEqual({ identities: 2, joins: 3 });
    // A new connection of that identity is a new person.
    await api.submit('participant_joined', { room: 'one', participant: alice('PA_new'), at: 50 });
    expect(await everything()).toMatch(/alice/i);
    expect((await erase(ALICE)).participants).toBe(1);
    expect(await everything()).not.toMatch(/alice/i);
  });

  it('[ER4] finds nothing the second time, and leaves no trace of an unknown identity', async () => {
    await erase(ALICE);
    const none = { pseudonym: null, participants: 0, tracks: 0, events: 0 };
    const before = await everything();
    expect(await erase(ALICE)).toEqual(none);
    expect(await erase('nobody')).toEqual(none);
    expect(await everything()).toBe(before);
  });

  it('[ER4] that was interrupted continues with the same pseudonym', async () => {
    const before = await totals();
    const store = api.app.get(ErasureRepository, { strict: false });
    const { pseudonym } = await store.begin(ALICE, 1);
    await store.eraseRows({ identity: ALICE, pseudonym }, 1);
    await api.submit('participant_joined', { room: 'one', participant: alice('PA_meanwhile'), at: 60 });
    await api.app.get(ErasureService, { strict: false }).resume();
    expect(await everything()).not.toMatch(/alice/i);
    expect(await api.db.query(`SELECT DISTINCT identity FROM participant WHERE identity <> 'bob'`)).toEqual([
      { identity: pseudonym },
    ]);
    expect((await totals())[3]).toEqual(before[3]);
  });

  it('is rejected for a page of another site and for an empty identity', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    expect((await api.rest('POST', 'erasures', { identity: ALICE }, origin)).status).toBe(403);
    expect((await api.rest('POST', 'erasures', { identity: '' })).status).toBe(400);
    expect((await api.rest('POST', 'erasures', { who: ALICE })).status).toBe(400);
    expect(await everything()).toMatch(/alice/i);
  });
});
