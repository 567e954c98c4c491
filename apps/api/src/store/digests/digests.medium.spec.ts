/** Compares digests with a plain recount of the same rows. Real: PostgreSQL and PGlite. */
import { randomUUID } from 'node:crypto';
import {
  type ActivityItem,
  type AgentDay,
  type Busiest,
  DROP_REASONS,
  type Failures,
  type Health,
  type Hour,
  type Stats,
  TEST_EVENT,
} from '@livekit-dashboard/contracts';
import { isPerson } from '@livekit-dashboard/domain';
import { parseEnvironment } from '../../config/parse-environment';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { chance } from '../../testing/chance';
import { egressOf, eventOf, iso, participantOf, sessionOf, store, trackOf } from '../../testing/rows';
import { describeOnEachDatabase } from '../../testing/test-database';
import { readAtOnce } from '../stream/list';
import { ReconcileRepository } from '../reconcile/reconcile.repository';
import { QuarantineRepository } from '../stream/quarantine.repository';
import { RejectionRepository } from '../stream/rejection.repository';
import { readAgentDay } from './agent-day.reader';
import { BusiestReader } from './busiest.reader';
import { readFailures } from './failures.reader';
import { HealthReader } from './health.reader';
import { HourReader } from './hour.reader';
import { hourBefore } from './minutes';
import { readActivity } from './activity.reader';
import { StatsReader } from './stats.reader';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 30, 250);
const ANSWERED = {
  agreedMs: null,
  contradictedMs: null,
  recheckMs: null,
  egress: 'ok',
  ingress: 'not_connected',
  memory: {},
} as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const { fromMs, toMs } = hourBefore(NOW);
const MARKS = Array.from({ length: 60 }, (_, i) => fromMs + i * MINUTE_MS);

const KINDS = ['STANDARD', 'SIP', 'AGENT', 'EGRESS', 'INGRESS', 'BRIDGE', null];

describeOnEachDatabase('digests', (create) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await migratedDatabase(create);
  });
  afterAll(() => database.drop());

  const SERVERS = JSON.stringify([
    { name: 'default', url: 'wss://user:hunter2@livekit.example/rtc?token=hunter2', keys: { devkey: 'hunter2' } },
    { name: 'west', keys: { westkey: 'hunter2' } },
  ]);
  const config = parseEnvironment({ LIVEKIT_SERVERS: 'servers.yaml' }, () => SERVERS);
  const hour = (nowMs = NOW): Promise<Hour> =>
    readAtOnce(database.dataSource, (manager, asOf) => new HourReader().read(manager, asOf, nowMs));
  const busiest = (reader = new BusiestReader()): Promise<Busiest> =>
    readAtOnce(database.dataSource, (manager, asOf) => reader.read(manager, asOf, NOW));
  const healthReader = () =>
    new HealthReader(
      config,
      new RejectionRepository(database.dataSource),
      new QuarantineRepository(database.dataSource),
      new ReconcileRepository(database.dataSource),
    );
  const health = (): Promise<Health> =>
    readAtOnce(database.dataSource, (manager, asOf) => healthReader().read(manager, asOf, NOW));
  const stats = (): Promise<Stats> =>
    readAtOnce(database.dataSource, (manager) => new StatsReader().read(manager, NOW));
  const activity = (): Promise<ActivityItem[]> =>
    readAtOnce(database.dataSource, async (manager) => (await readActivity(manager, NOW)).items);

  /** Rows that begin and end at any time: exactly at a minute, before the hour, after it, and at the same time. */
  function world(seed: number) {
    const random = chance(seed);
    const below = (n: number): number => Math.floor(random() * n);
    const moment = (): number => {
      const ms = fromMs - 20 * MINUTE_MS + below(85 * MINUTE_MS);
      return random() < 0.3 ? Math.floor(ms / MINUTE_MS) * MINUTE_MS : ms;
    };
    const span = (): { start: number; end: number | null } => {
      const [a, b] = [moment(), moment()];
      if (random() < 0.1) return { start: a, end: a };
      return { start: Math.min(a, b), end: random() < 0.4 ? null : Math.max(a, b) };
    };
    const sessions = Array.from({ length: 60 }, (_, i) => {
      const { start, end } = span();
      const told = {
        startedMs: random() < 0.1 ? null : start,
        orderMs: start,
        endedMs: end,
        people: below(5),
        source: i % 3 ? 'default' : 'west',
      };
      return sessionOf(`RM_${i}`, told);
    });
    const anySession = () => sessions[below(sessions.length)]!;
    const participants = Array.from({ length: 200 }, (_, i) => {
      const { start, end } = span();
      const { sid, source } = anySession();
      const kind = KINDS[below(KINDS.length)] ?? null;
      if (random() < 0.1)
        return participantOf(`PA_${i}`, sid, { source, kind, state: 'aborted', joinedMs: null, leftMs: start });
      return participantOf(`PA_${i}`, sid, { source, kind, joinedMs: random() < 0.1 ? null : start, leftMs: end });
    });
    const tracks = Array.from({ length: 200 }, (_, i) => {
      const { start, end } = span();
      return trackOf(`TR_${i}`, anySession().sid, { publishedMs: random() < 0.1 ? null : start, unpublishedMs: end });
    });
    const egresses = Array.from({ length: 60 }, (_, i) => {
      const { start, end } = span();
      const { sid, source } = anySession();
      return egressOf(`EG_${i}`, random() < 0.1 ? null : sid, {
        source,
        startedMs: random() < 0.1 ? null : start,
        endedMs: end,
      });
    });
    return { sessions, participants, tracks, egresses };
  }

  const covers = (mark: number, start: number | null, end: number | null): boolean =>
    start !== null && start <= mark && (end === null || end > mark);

  function recount({ sessions, participants, tracks, egresses }: ReturnType<typeof world>): Partial<Hour> {
    const there = (mark: number) =>
      participants.filter((row) => row.state !== 'aborted' && covers(mark, row.joinedMs, row.leftMs));
    return {
      activeSessions: MARKS.map((mark) => sessions.filter((row) => covers(mark, row.orderMs, row.endedMs)).length),
      people: MARKS.map((mark) => there(mark).filter(({ kind }) => isPerson(kind)).length),
      agents: MARKS.map((mark) => there(mark).filter(({ kind }) => kind === 'AGENT').length),
      tracks: MARKS.map((mark) => tracks.filter((row) => covers(mark, row.publishedMs, row.unpublishedMs)).length),
      recordings: MARKS.map(
        (mark) =>
          sessions.filter(
            (session) =>
              covers(mark, session.orderMs, session.endedMs) &&
              egresses.some(
                (egress) =>
                  egress.source === session.source &&
                  egress.sessionSid === session.sid &&
                  covers(mark, egress.startedMs, egress.endedMs),
              ),
          ).length,
      ),
    };
  }

  it.each([1, 2, 3, 4, 5])('of the last hour equal a recount of every minute (seed %i)', async (seed) => {
    const rows = world(seed);
    await store(database.dataSource, { ...rows, events: [eventOf(1, { receivedMs: fromMs - 1 })] });
    expect(await hour()).toEqual({ at: iso(NOW), to: iso(toMs), ...recount(rows) });
  });

  it.each([1, 2, 3])('of the busiest sessions equal a recount (seed %i)', async (seed) => {
    const { sessions, participants } = world(seed);
    await store(database.dataSource, { sessions, participants });
    const active = sessions.filter(({ state }) => state === 'active');
    const expected = active
      .sort((a, b) => b.people - a.people || b.participants - a.participants || a.orderMs - b.orderMs)
      .slice(0, 10);
    const found = await busiest();
    expect(found.sessions.map(({ sid }) => sid)).toEqual(expected.map(({ sid }) => sid));
    for (const [i, session] of expected.entries()) {
      const own = participants.filter((row) => row.source === session.source && row.sessionSid === session.sid);
      const people = (mark: number) =>
        own.filter((row) => isPerson(row.kind) && row.state !== 'aborted' && covers(mark, row.joinedMs, row.leftMs))
          .length;
      expect(found.sessions[i]?.peopleByMinute).toEqual(
        MARKS.map((mark) => (mark < session.orderMs ? null : people(mark))),
      );
    }
  });

  it('count a session that enters the busiest between two minutes', async () => {
    const reader = new BusiestReader();
    const join = (sid: string) => participantOf(`PA_${sid}`, sid, { joinedMs: toMs });
    const [a, b] = ['RM_a', 'RM_b'].map((sid) => sessionOf(sid, { orderMs: fromMs, startedMs: fromMs, people: 1 }));
    await store(database.dataSource, { sessions: [a!], participants: [join('RM_a')] });
    expect((await busiest(reader)).sessions).toHaveLength(1);
    await store(database.dataSource, { sessions: [a!, b!], participants: [join('RM_a'), join('RM_b')] });
    const { sessions } = await busiest(reader);
    expect(sessions.map(({ peopleByMinute }) => peopleByMinute.at(-1))).toEqual([1, 1]);
  });

  it('have no values before the first event, until retention has deleted it', async () => {
    const sessions = [sessionOf('RM_1', { startedMs: fromMs - MINUTE_MS })];
    const of = async (events: Parameters<typeof store>[1]['events']) => {
      await store(database.dataSource, { sessions, ...(events ? { events } : {}) });
      return (await hour()).activeSessions;
    };
    expect(await of([])).toEqual(MARKS.map(() => null));
    const since = toMs - 10 * MINUTE_MS - 500;
    const fromThen = MARKS.map((mark) => (mark < since ? null : 1));
    expect(await of([eventOf(1, { createdMs: since, receivedMs: since })])).toEqual(fromThen);
    expect(await of([eventOf(1, { createdMs: null, receivedMs: since })])).toEqual(fromThen);
    expect(await of([eventOf(1, { createdMs: since, receivedMs: NOW })])).toEqual(fromThen); // events of the past, posted later
    expect(await of([eventOf(2, { receivedMs: since })])).toEqual(MARKS.map(() => 1));
  });

  it('do not cache an hour without known values', async () => {
    const reader = new HourReader();
    const read = () => readAtOnce(database.dataSource, (manager, asOf) => reader.read(manager, asOf, NOW));
    await store(database.dataSource, {});
    expect((await read()).people).toEqual(MARKS.map(() => null));
    await store(database.dataSource, { events: [eventOf(1, { createdMs: fromMs - 1, receivedMs: NOW })] });
    expect((await read()).people).toEqual(MARKS.map(() => 0));
  });

  it('are corrected by late events, with the next minute', async () => {
    const reader = new HourReader();
    const read = (nowMs: number) =>
      readAtOnce(database.dataSource, (manager, asOf) => reader.read(manager, asOf, nowMs));
    const events = [eventOf(1, { receivedMs: fromMs - 1 })];
    await store(database.dataSource, { sessions: [sessionOf('RM_1', { startedMs: fromMs })], events });
    expect((await read(NOW)).activeSessions).toEqual(MARKS.map(() => 1));
    const ended = sessionOf('RM_1', { startedMs: fromMs, endedMs: fromMs + 10 * MINUTE_MS });
    await store(database.dataSource, { sessions: [ended], events });
    expect((await read(NOW + 29_000)).activeSessions).toEqual(MARKS.map(() => 1));
    const corrected = (await read(NOW + MINUTE_MS)).activeSessions;
    expect(corrected).toEqual(MARKS.map((_, i) => Number(i < 9)));
  });

  describe('of the webhooks', () => {
    const webhook = (offset: number, told: Partial<ReturnType<typeof eventOf>> = {}) =>
      eventOf(offset, { createdMs: NOW - 60_000, receivedMs: NOW - 60_000 + offset, ...told });

    it('find the last one behind any number of other events', async () => {
      const own = Array.from({ length: 150 }, (_, i) => webhook(i + 3, { synthetic: true, event: 'session_listed' }));
      const test = webhook(153, { event: TEST_EVENT });
      await store(database.dataSource, { events: [webhook(1), webhook(2), ...own, test] });
      const lastAt = iso(NOW - 60_000 + 2);
      expect((await stats()).lastEventAt).toBe(lastAt);
      expect(await health()).toMatchObject({
        lastWebhookAt: lastAt,
        lastLagMs: 2,
        lastTestAt: iso(NOW - 60_000 + 153),
        servers: [
          { name: 'default', lastWebhookAt: lastAt },
          { name: 'west', lastWebhookAt: null },
        ],
      });
    });

    it('contain the delays of the last 200, where an early one has no delay', async () => {
      const events = Array.from({ length: 300 }, (_, i) =>
        webhook(i + 1, { createdMs: NOW, receivedMs: NOW + (i < 100 ? 90_000 : i - 100) }),
      );
      const early = webhook(301, { createdMs: NOW, receivedMs: NOW - 5000 });
      await store(database.dataSource, { events: [...events, early] });
      expect(await health()).toMatchObject({ lastLagMs: 0, lagP95Ms: 189 });
    });

    it('do not contain delays of redelivered webhooks', async () => {
      const again = [2, 3].map((offset) => webhook(offset, { createdMs: NOW - 86_400_000 }));
      await store(database.dataSource, { events: [webhook(1), ...again] });
      expect(await health()).toMatchObject({ lastLagMs: null, lagP95Ms: 1 });
    });

    it('contain when a silent server last sent one, without secrets', async () => {
      const events = Array.from({ length: 1100 }, (_, i) => webhook(i + 1));
      const sessions = [sessionOf('RM_west', { source: 'west', lastEventMs: NOW - 9e6 })];
      await store(database.dataSource, { events, sessions });
      const told = await health();
      expect(told.servers).toEqual([
        {
          name: 'default',
          url: 'wss://livekit.example/rtc',
          keys: ['devkey'],
          lastWebhookAt: iso(NOW - 60_000 + 1100),
          reconcile: 'waiting',
          reconciledAt: null,
          reconcileError: null,
          contradictedSince: null,
          egress: 'unknown',
          ingress: 'unknown',
        },
        {
          name: 'west',
          url: null,
          keys: ['westkey'],
          lastWebhookAt: iso(NOW - 9e6),
          reconcile: 'off',
          reconciledAt: null,
          reconcileError: null,
          contradictedSince: null,
          egress: 'unknown',
          ingress: 'unknown',
        },
      ]);
      expect(JSON.stringify(told)).not.toContain('hunter2');
    });

    it('contain the state of the requests to each server', async () => {
      await store(database.dataSource, {});
      const claim = { source: 'default', owner: randomUUID(), leaseMs: 60_000 };
      const repository = new ReconcileRepository(database.dataSource);
      const standing = async () => (await health()).servers[0];
      await repository.claim(claim, NOW - 5000, null);
      expect(await standing()).toMatchObject({ reconcile: 'waiting', reconciledAt: null });
      await repository.answered(claim, { ...ANSWERED, startedMs: NOW - 5000 });
      const answered = { reconcile: 'ok', reconciledAt: iso(NOW - 5000), reconcileError: null };
      expect(await standing()).toMatchObject({
        ...answered,
        ...{ contradictedSince: null, egress: 'ok', ingress: 'not_connected' },
      });
      await repository.claim(claim, NOW, NOW - 5000);
      await repository.failed(claim, 'unauthorized');
      expect(await standing()).toMatchObject({
        ...{ reconcile: 'failing', reconciledAt: iso(NOW - 5000), reconcileError: 'unauthorized' },
      });
      await database.dataSource.query('TRUNCATE reconcile');
    });

    it('are null if there was none', async () => {
      await store(database.dataSource, {});
      expect(await health()).toMatchObject({ lastWebhookAt: null, lastLagMs: null, lagP95Ms: null, lastTestAt: null });
      expect((await stats()).lastEventAt).toBeNull();
      expect(await activity()).toEqual([]);
    });
  });

  describe('of the agents of a day', () => {
    const DAY_MS = 24 * 60 * MINUTE_MS;
    const from = NOW - DAY_MS;
    const agentDay = (): Promise<AgentDay> => readAtOnce(database.dataSource, (manager) => readAgentDay(manager, NOW));

    /**
     * Calls before, across and within the day, with agents of three names and without names. They share few instants,
     * so that many coincide.
     */
    function calls(seed: number) {
      const random = chance(seed);
      const below = (n: number): number => Math.floor(random() * n);
      const moment = (): number => from + (below(60) - 12) * HOUR_MS;
      const span = () => {
        const [a, b] = [moment(), moment()].sort((x, y) => x - y) as [number, number];
        return { joinedMs: Math.min(a, NOW), leftMs: random() < 0.2 || b > NOW ? null : b };
      };
      const participants = Array.from({ length: 250 }, (_, i) => {
        const told = {
          source: i % 5 ? 'default' : 'west',
          agentName: ['scribe', 'guide', 'echo', null][below(4)] ?? null,
        };
        const kind = random() < 0.5 ? 'AGENT' : (KINDS[below(KINDS.length)] ?? null);
        const session = `RM_${below(80)}`;
        if (random() < 0.1)
          return participantOf(`PA_${i}`, session, {
            ...told,
            kind,
            state: 'aborted',
            joinedMs: null,
            leftMs: moment(),
          });
        if (random() < 0.05) return participantOf(`PA_${i}`, session, { ...told, kind, joinedMs: null, leftMs: null });
        return participantOf(`PA_${i}`, session, { ...told, kind, ...span() });
      });
      const sessions = ['default', 'west'].flatMap((source) =>
        Array.from({ length: 80 }, (_, i) => {
          const own = participants.filter(
            (row) => row.source === source && row.sessionSid === `RM_${i}` && row.state !== 'aborted',
          );
          const joins = own.flatMap(({ joinedMs }) => joinedMs ?? []);
          const open = own.some(({ state }) => state === 'active');
          const endedMs = open ? null : Math.max(from - DAY_MS, ...own.flatMap(({ leftMs }) => leftMs ?? []));
          const firstJoinedMs = joins.length > 0 ? Math.min(...joins) : null;
          const identities = own.filter(({ kind }) => isPerson(kind)).length;
          return sessionOf(`RM_${i}`, { source, endedMs, firstJoinedMs, identities, people: identities });
        }),
      );
      return { participants, sessions };
    }

    function namesOf({ participants }: ReturnType<typeof calls>): AgentDay['names'] {
      const agents = participants
        .filter((row) => row.kind === 'AGENT' && row.state !== 'aborted' && row.joinedMs !== null)
        .map(({ source, sessionSid, agentName, state, joinedMs, leftMs: end }) => {
          return { source, sessionSid, agentName, state, start: Math.max(joinedMs ?? 0, from), end };
        })
        .filter(({ end }) => end === null || end > from);
      return [...new Set(agents.map(({ agentName }) => agentName))]
        .map((agentName) => {
          const own = agents.filter((row) => row.agentName === agentName);
          const presentAt = (ms: number) =>
            own.filter(({ start, end }) => start <= ms && (end === null || end > ms || (end === ms && start === ms)))
              .length;
          return {
            agentName,
            active: own.filter(({ state }) => state === 'active').length,
            peak: Math.max(...own.map(({ start }) => presentAt(start))),
            sessions: new Set(own.map(({ source, sessionSid }) => `${source}/${sessionSid}`)).size,
            connections: own.length,
            agentMs: own.reduce((sum, { start, end }) => sum + (end ?? NOW) - start, 0),
          };
        })
        .sort((a, b) => b.agentMs - a.agentMs || (a.agentName ?? '~').localeCompare(b.agentName ?? '~'));
    }

    it.each([1, 2, 3, 4])('equal a recount (seed %i)', async (seed) => {
      const rows = calls(seed);
      await store(database.dataSource, rows);
      const { sessions, participants } = rows;
      const unattended = sessions.filter(
        (session) =>
          (session.firstJoinedMs ?? 0) > from &&
          session.identities > 0 &&
          !participants.some(
            (row) =>
              row.source === session.source &&
              row.sessionSid === session.sid &&
              row.kind === 'AGENT' &&
              row.state !== 'aborted',
          ),
      );
      const day = await agentDay();
      expect(day).toMatchObject({
        ...{ at: iso(NOW), from: iso(from), unattendedTotal: unattended.length },
        unattendedAlone: unattended.filter(({ identities }) => identities === 1).length,
      });
      expect(day.names).toEqual(namesOf(rows));
      const keyOf = ({ source, sid }: { source: string; sid: string }) => `${source}/${sid}`;
      expect(day.unattended.map(keyOf).sort()).toEqual(unattended.map(keyOf).sort());
      const times = day.unattended.map(({ firstJoinedAt }) => firstJoinedAt ?? '');
      expect(times).toEqual([...times].sort().reverse());
      expect(day.unattended.length).toBeGreaterThan(0);
    });

    it('lists a hundred unattended sessions, and counts all', async () => {
      const sessions = Array.from({ length: 120 }, (_, i) =>
        sessionOf(`RM_${i}`, { firstJoinedMs: NOW - i * 1000, identities: 1 + (i % 2) }),
      );
      await store(database.dataSource, { sessions });
      const day = await agentDay();
      expect(day).toMatchObject({ names: [], unattendedTotal: 120, unattendedAlone: 60, unattended: { length: 100 } });
      expect(day.unattended[0]).toMatchObject({ sid: 'RM_0', state: 'active', endedAt: null, firstJoinedAt: iso(NOW) });
    });
  });

  describe('of failures', () => {
    const failures = (): Promise<Failures> => readAtOnce(database.dataSource, (manager) => readFailures(manager, NOW));
    const from = Date.UTC(2026, 10, 23, 11, 1);
    const to = Date.UTC(2026, 10, 23, 12, 1);
    const EDGES = [from - 1, from, from + 1, NOW, to - 1, to];
    const none = { count: 0, sessions: 0 };

    it('are zero if nothing failed', async () => {
      await store(database.dataSource, {});
      expect(await failures()).toEqual({
        ...{ at: iso(NOW), from: iso(from), to: iso(to) },
        ...{ joins: none, drops: none, recordings: none, unattended: 0 },
        ...{ rejections: 0, rejectionsMore: false },
      });
    });

    it('count failed joins and their sessions, from the first minute to the end of the current one', async () => {
      const participants = EDGES.map((leftMs, i) =>
        participantOf(`PA_${i}`, `RM_${i % 2}`, { state: 'aborted', joinedMs: null, leftMs }),
      );
      await store(database.dataSource, { participants });
      expect(await failures()).toMatchObject({ joins: { count: 4, sessions: 2 }, drops: none });
    });

    it('count people whose connection was lost, on any server, and no others who left', async () => {
      const left = (sid: string, disconnectReason: string | null, more = {}) =>
        participantOf(sid, 'RM_1', { leftMs: NOW, disconnectReason, ...more });
      const participants = [
        ...DROP_REASONS.map((reason) => left(`PA_${reason}`, reason)),
        left('PA_west', 'CONNECTION_TIMEOUT', { source: 'west' }),
        left('PA_phone', 'SIGNAL_CLOSE', { kind: 'SIP' }),
        left('PA_agent', 'SIGNAL_CLOSE', { kind: 'AGENT' }),
        ...['CLIENT_INITIATED', 'DUPLICATE_IDENTITY', 'PARTICIPANT_REMOVED', 'ROOM_DELETED', null].map((reason) =>
          left(`PA_${reason}`, reason),
        ),
      ];
      await store(database.dataSource, { participants });
      expect(await failures()).toMatchObject({ drops: { count: DROP_REASONS.length + 2, sessions: 2 } });
    });

    it('count failed egresses, also those without a room', async () => {
      const ended = { endedMs: NOW };
      const egresses = [
        egressOf('EG_1', 'RM_1', { ...ended, status: 'EGRESS_FAILED' }),
        egressOf('EG_2', 'RM_1', { ...ended, status: 'EGRESS_ABORTED' }),
        egressOf('EG_3', null, { ...ended, status: 'EGRESS_FAILED' }),
        egressOf('EG_4', 'RM_1', { ...ended, status: 'EGRESS_COMPLETE' }),
        egressOf('EG_5', 'RM_1', { endedMs: from - 1, status: 'EGRESS_FAILED' }),
      ];
      await store(database.dataSource, { egresses });
      expect(await failures()).toMatchObject({ recordings: { count: 3, sessions: 1 } });
    });

    it('count sessions that people and no agent joined', async () => {
      const called = { firstJoinedMs: NOW, identities: 1 };
      const sessions = [
        sessionOf('RM_alone', called),
        sessionOf('RM_over', { ...called, endedMs: NOW + 1 }),
        sessionOf('RM_agent', called),
        sessionOf('RM_failed', called),
        sessionOf('RM_early', { ...called, firstJoinedMs: from - 1 }),
        sessionOf('RM_empty', { firstJoinedMs: null }),
      ];
      const participants = [
        participantOf('PA_1', 'RM_agent', { kind: 'AGENT' }),
        participantOf('PA_2', 'RM_failed', { kind: 'AGENT', state: 'aborted', joinedMs: null }),
      ];
      await store(database.dataSource, { sessions, participants });
      expect(await failures()).toMatchObject({ unattended: 3 });
    });
  });

  it('of failures count rejected webhooks of the hour, and state if more were only counted', async () => {
    await store(database.dataSource, {});
    const failures = () => readAtOnce(database.dataSource, (manager) => readFailures(manager, NOW));
    const refuse = (atMs: number) =>
      database.dataSource.query(`INSERT INTO rejected_delivery (at_ms, reason) VALUES ($1, 'unknown_key')`, [atMs]);
    const count = (atMs: number, refused: number) =>
      database.dataSource.query(
        `INSERT INTO rejection (hour_ms, reason, api_key, count, last_ms) VALUES ($1, 'unknown_key', '', $2, $1)`,
        [Math.floor(atMs / HOUR_MS) * HOUR_MS, refused],
      );
    const early = NOW - HOUR_MS - MINUTE_MS;
    for (const atMs of [NOW, NOW - 1000, early]) await refuse(atMs);
    await count(NOW, 2);
    await count(early, 1);
    expect(await failures()).toMatchObject({ rejections: 2, rejectionsMore: false });
    await database.dataSource.query('UPDATE rejection SET count = count + 100 WHERE hour_ms >= $1', [
      NOW - HOUR_MS / 2,
    ]);
    expect(await failures()).toMatchObject({ rejections: 2, rejectionsMore: true });
    await database.dataSource.query('TRUNCATE rejection, rejected_delivery');
  });

  it('of activity are the last thirty events, each with its detail', async () => {
    const payload = { event: 'participant_left', participant: { disconnectReason: 'CLIENT_INITIATED' } };
    const events = Array.from({ length: 40 }, (_, i) => eventOf(i + 1, { event: 'participant_left', payload }));
    await store(database.dataSource, { events });
    const items = await activity();
    expect(items.map(({ offset }) => offset)).toEqual(Array.from({ length: 30 }, (_, i) => 40 - i));
    expect(items[0]).toMatchObject({ event: 'participant_left', detail: 'CLIENT_INITIATED', synthetic: false });
  });
});
