/** The whole application in this process against a fake LiveKit API. Real: PostgreSQL, HTTP, Nest. */
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import {
  eventList,
  sessionDetail,
  type Health,
  type SessionDetail,
  type StoredEvent,
} from '@livekit-dashboard/contracts';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { IngestService } from '../ingest/ingest.service';
import { HealthReader } from '../store/digests/health.reader';
import { StreamRepository } from '../store/stream/stream.repository';
import { HeldRepository } from '../store/reconcile/held.repository';
import { ReconcileRepository, type ReconcileState } from '../store/reconcile/reconcile.repository';
import { FakeLiveKit, present, published } from '../testing/fake-livekit';
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { person, receivedEvent } from '../testing/received-events';
import { eventually as retried } from '@livekit-dashboard/harness';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { ReconcileTimes } from './reconcile-times';

const QUICK: Partial<ReconcileTimes> = {
  tickMs: 20,
  intervalMs: 60_000,
  quietMs: 1_000,
  apartMs: 50,
  vanishedMs: 100,
  retryMs: 50,
  requestMs: 2_000,
  silenceMs: 50,
};
const FIRST_EVENT_MS = Date.UTC(2026, 10, 23, 9, 30);
/** For `receivedEvent`: that many seconds before now. */
const ago = (seconds: number): { at: number } => ({
  at: Math.floor((Date.now() - FIRST_EVENT_MS) / 1000) - seconds,
});

/** EgressInfo's time, that many seconds before now. */
const nanos = (seconds: number): string => `${Date.now() - seconds * 1000}000000`;

describeWith({ postgres: true })('reconcile', () => {
  let database: MigratedDatabase;
  let livekit: FakeLiveKit;
  const apps: NestFastifyApplication[] = [];

  beforeAll(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    database = await migratedDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.dataSource.query('TRUNCATE session, participant, track, egress, ingress, event, reconcile');
    livekit = await FakeLiveKit.start();
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await livekit.stop();
  });

  const serverAt = (name: string, url?: string): { name: string; url?: string; keys: Record<string, string> } => ({
    name,
    ...(url === undefined ? {} : { url }),
    keys: { [`key-of-${name}`]: 'a-secret-of-more-than-thirty-two-characters', [`old-key-of-${name}`]: 'another' },
  });

  async function dashboard(
    servers: readonly ReturnType<typeof serverAt>[] = [serverAt('default', livekit.url)],
    times: Partial<ReconcileTimes> = {},
  ): Promise<NestFastifyApplication> {
    const env = { DATABASE_URL: database.url, LIVEKIT_SERVERS: 'servers.yaml' };
    // JSON is YAML.
    const config = parseEnvironment(env, () => JSON.stringify(servers));
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Config)
      .useValue(config)
      .overrideProvider(ReconcileTimes)
      .useValue(Object.assign(new ReconcileTimes(), QUICK, times))
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
    apps.push(app);
    return app;
  }

  const tell = async (app: NestFastifyApplication, ...events: Parameters<typeof receivedEvent>[]): Promise<void> => {
    for (const event of events) {
      expect(await app.get(IngestService, { strict: false }).submit(receivedEvent(...event))).toBe('stored');
    }
  };

  const eventually = <T>(read: () => Promise<T>, check: (found: T) => void): Promise<T> =>
    retried(
      async () => {
        const found = await read();
        check(found);
        return found;
      },
      10_000,
      20,
    );

  const states = (app: NestFastifyApplication): Promise<ReconcileState[]> =>
    app.get(ReconcileRepository, { strict: false }).states();
  const stateOf = async (app: NestFastifyApplication, source = 'default'): Promise<ReconcileState | undefined> =>
    (await states(app)).find((state) => state.source === source);
  /** Resolves once a request that began at `sinceMs` or later was answered completely. */
  const answered = (app: NestFastifyApplication, sinceMs = 0, source = 'default'): Promise<unknown> =>
    eventually(
      () => stateOf(app, source),
      (state) => expect(state?.answeredMs).toBeGreaterThan(sinceMs),
    );

  /** Resolves once a listing contained a room of the webhooks. */
  const proven = (app: NestFastifyApplication, source = 'default'): Promise<unknown> =>
    eventually(
      () => stateOf(app, source),
      (state) => expect(state?.agreedMs).toEqual(expect.any(Number)),
    );

  const session = async (app: NestFastifyApplication, sid: string): Promise<SessionDetail | null> => {
    const reply = await app.inject({ method: 'GET', url: `/api/v1/sessions/${sid}` });
    return reply.statusCode === 200 ? sessionDetail.parse(reply.json()) : null;
  };
  const health = async (app: NestFastifyApplication): Promise<Health> => {
    const { offset } = await app.get(StreamRepository, { strict: false }).head();
    const { manager } = app.get(DataSource, { strict: false });
    return app.get(HealthReader, { strict: false }).read(manager, { epoch: '', offset }, Date.now());
  };
  const events = async (app: NestFastifyApplication): Promise<StoredEvent[]> =>
    eventList.parse((await app.inject({ method: 'GET', url: '/api/v1/events?limit=500' })).json()).items;

  it('shows the present state whole after its first answer', async () => {
    const tracks = [published('TR_1'), published('TR_2', { type: 'VIDEO', source: 'CAMERA', width: 640, height: 360 })];
    livekit.rooms = [
      {
        sid: 'RM_1',
        name: 'daily',
        metadata: '{"tenant":"acme"}',
        participants: [
          present('PA_1', { name: 'Ada', metadata: 'm', tracks }),
          present('PA_2', { kind: 'AGENT', identity: 'agent-AJ_1', attributes: { 'lk.agent.name': 'desk' } }),
          present('PA_3', { state: 'JOINING' }),
        ],
      },
    ];
    const app = await dashboard();
    await answered(app);
    const detail = await session(app, 'RM_1');
    expect(detail?.session).toMatchObject({
      name: 'daily',
      state: 'active',
      startedAt: expect.any(String) as string,
      metadata: '{"tenant":"acme"}',
      people: 1,
      agents: 1,
      participants: 2,
      tracks: 2,
    });
    expect(detail?.participants).toMatchObject([
      { sid: 'PA_1', name: 'Ada', kind: 'STANDARD', metadata: 'm', tracks: 2, joinedAt: expect.any(String) as string },
      { sid: 'PA_2', kind: 'AGENT', attributes: { 'lk.agent.name': 'desk' } },
    ]);
    expect(detail?.tracks.map(({ sid, source, width }) => ({ sid, source, width }))).toEqual([
      { sid: 'TR_1', source: 'MICROPHONE', width: null },
      { sid: 'TR_2', source: 'CAMERA', width: 640 },
    ]);
    const stored = await events(app);
    expect(stored.map(({ event }) => event)).toEqual([
      'session_listed',
      'participant_listed',
      'track_listed',
      'track_listed',
      'participant_listed',
    ]);
    expect(stored.every(({ synthetic, apiKey }) => synthetic && apiKey === null)).toBe(true);
    expect(JSON.stringify(stored)).not.toContain('hunter2');
    expect(new Set(livekit.requests.map(({ key }) => key))).toEqual(new Set(['key-of-default']));
  });

  it('ends what LiveKit no longer lists, as estimates, and makes no event without a difference', async () => {
    const silent = { intervalMs: 300 };
    const app = await dashboard([serverAt('default', livekit.url)], silent);
    await answered(app);
    await tell(
      app,
      ['room_started', { room: 'lost', ...ago(9) }],
      ['room_started', { room: 'kept', ...ago(9) }],
      ['participant_joined', { room: 'kept', participant: person('stays'), ...ago(9) }],
      ['track_published', { room: 'kept', participant: person('stays'), track: { sid: 'TR_kept' }, ...ago(9) }],
      ['track_published', { room: 'kept', participant: person('stays'), track: { sid: 'TR_lost' }, ...ago(9) }],
      ['participant_joined', { room: 'kept', participant: person('goes'), ...ago(9) }],
    );
    const stays = { identity: 'stays', name: 'stays', version: 2 };
    livekit.rooms = [
      {
        sid: 'RM_kept',
        name: 'kept',
        participants: [present('PA_stays', { ...stays, tracks: [published('TR_kept')] })],
      },
    ];
    const ended = { state: 'ended', endReason: 'reconciled', endEstimated: true };
    await eventually(
      () => session(app, 'RM_lost'),
      (lost) => expect(lost?.session).toMatchObject(ended),
    );
    // What was reported later than the lost room may be confirmed by a later listing.
    const kept = await eventually(
      () => session(app, 'RM_kept'),
      (found) => expect(found?.session).toMatchObject({ state: 'active', people: 1, tracks: 1 }),
    );
    expect(kept?.participants.find(({ sid }) => sid === 'PA_goes')).toMatchObject({
      state: 'left',
      leftEstimated: true,
    });
    const tracks = Object.fromEntries((kept?.tracks ?? []).map((track) => [track.sid, track]));
    expect(tracks).toMatchObject({
      TR_kept: { unpublishedAt: null },
      TR_lost: { unpublishedAt: expect.any(String) as string, endEstimated: true },
    });
    const before = (await events(app)).length;
    await answered(app, Date.now());
    await answered(app, Date.now());
    expect((await events(app)).length).toBe(before);
  });

  it('does not let a slow answer undo later webhooks', async () => {
    const app = await dashboard();
    await answered(app);
    await tell(
      app,
      ['room_started', { room: 'busy', ...ago(9) }],
      ['participant_joined', { room: 'busy', participant: person('leaver'), ...ago(9) }],
      ['room_started', { room: 'unlisted', ...ago(9) }],
    );
    livekit.rooms = [{ sid: 'RM_busy', name: 'busy', participants: [present('PA_leaver', { identity: 'leaver' })] }];
    livekit.hold();
    const since = Date.now();
    // Another replica that starts sends a request.
    await dashboard();
    await livekit.until('ListRooms', 3);
    // As an old answer with a clock that is ahead would report it: all of it is dated long before the request.
    await tell(
      app,
      ['participant_left', { room: 'busy', participant: person('leaver', { version: 4 }), ...ago(8) }],
      ['participant_joined', { room: 'busy', participant: person('late'), ...ago(8) }],
      ['room_started', { room: 'new', ...ago(8) }],
      ['participant_joined', { room: 'unlisted', participant: person('back'), ...ago(8) }],
    );
    livekit.release();
    await answered(app, since);
    const [busy, unlisted] = [await session(app, 'RM_busy'), await session(app, 'RM_unlisted')];
    expect(busy?.participants.map(({ sid, state }) => [sid, state])).toEqual([
      ['PA_late', 'active'],
      ['PA_leaver', 'left'],
    ]);
    expect(unlisted?.session).toMatchObject({ state: 'active', people: 1 });
    expect((await session(app, 'RM_new'))?.session.state).toBe('active');
  });

  it('[FO13] does not end what a webhook reported seconds ago, although LiveKit lists nothing', async () => {
    const app = await dashboard([serverAt('default', livekit.url)], { quietMs: 60_000, intervalMs: 200 });
    await answered(app);
    await tell(
      app,
      ['room_started', { room: 'fresh', ...ago(3) }],
      ['participant_joined', { room: 'fresh', participant: person('ada'), ...ago(1) }],
    );
    // Several times apartMs, and each of them lacks the room.
    const before = livekit.count('ListRooms');
    await livekit.until('ListRooms', before + 8);
    await answered(app, Date.now());
    expect((await session(app, 'RM_fresh'))?.session).toMatchObject({ state: 'active', people: 1 });
  });

  it('does not end anything by an address that never listed a room of the webhooks, and reports it', async () => {
    const times = { intervalMs: 100, quietMs: 200, apartMs: 20 };
    const app = await dashboard([serverAt('default', livekit.url)], times);
    await tell(app, ['participant_joined', { room: 'elsewhere', participant: person('ada'), ...ago(90) }]);
    await eventually(
      () => stateOf(app),
      (state) => expect(state?.contradictedMs).toEqual(expect.any(Number)),
    );
    const before = livekit.count('ListRooms');
    await livekit.until('ListRooms', before + 8);
    await answered(app, Date.now());
    expect((await session(app, 'RM_elsewhere'))?.session).toMatchObject({ state: 'active', people: 1 });
    // It is the right server: its next room proves that, and it lists only that one.
    livekit.rooms = [{ sid: 'RM_next', name: 'next' }];
    await tell(app, ['room_started', { room: 'next', ...ago(1) }]);
    await eventually(
      () => session(app, 'RM_elsewhere'),
      (detail) => expect(detail?.session).toMatchObject({ state: 'ended', endReason: 'reconciled' }),
    );
    expect((await session(app, 'RM_next'))?.session.state).toBe('active');
    expect(await stateOf(app)).toMatchObject({ contradictedMs: null });
  });

  it('remembers across a restart what one listing lacked, and the next one can end it', async () => {
    const times = { apartMs: 300, vanishedMs: 300, intervalMs: 60_000, quietMs: 1_000 };
    livekit.rooms = [{ sid: 'RM_lost', name: 'lost' }];
    const first = await dashboard([serverAt('default', livekit.url)], { ...times, intervalMs: 100 });
    await tell(first, ['room_started', { room: 'lost', ...ago(5) }]);
    await proven(first);
    await Promise.all(apps.splice(0).map((app) => app.close()));
    livekit.rooms = [];
    const second = await dashboard([serverAt('default', livekit.url)], times);
    const seen = await eventually(
      () => stateOf(second),
      (state) => expect(state?.recheckMs).toEqual(expect.any(Number)),
    );
    await Promise.all(apps.splice(0).map((app) => app.close()));
    const third = await dashboard([serverAt('default', livekit.url)], times);
    const ended = await eventually(
      () => session(third, 'RM_lost'),
      (lost) => expect(lost?.session).toMatchObject({ endReason: 'reconciled' }),
    );
    // At the first of the two: the next one was due after a third of their interval.
    expect(Date.parse(ended?.session.endedAt ?? '')).toBe((seen?.recheckMs ?? 0) - times.apartMs / 3);
  });

  it('assigns participants to neither of two active rooms of one name', async () => {
    const participants = [present('PA_ada', { identity: 'ada' })];
    livekit.rooms = [
      { sid: 'RM_1', name: 'daily', participants },
      { sid: 'RM_2', name: 'daily', participants },
      { sid: 'RM_3', name: 'other', participants: [present('PA_bob')] },
    ];
    const app = await dashboard();
    await answered(app);
    expect((await session(app, 'RM_3'))?.session.people).toBe(1);
    for (const sid of ['RM_1', 'RM_2']) expect((await session(app, sid))?.participants).toEqual([]);
  });

  it('[FO14] neither ends nor starts anything by the listing of another server, and reports it', async () => {
    const app = await dashboard([serverAt('default', livekit.url)], { intervalMs: 100 });
    await answered(app);
    await tell(app, ['participant_joined', { room: 'daily', participant: person('ada'), ...ago(30) }]);
    livekit.rooms = [{ sid: 'RM_foreign', name: 'daily', participants: [present('PA_foreign')] }];
    const server = await eventually(
      async () => (await health(app)).servers[0],
      (one) => expect(one?.contradictedSince).toEqual(expect.any(String)),
    );
    expect(server).toMatchObject({ reconcile: 'ok', reconcileError: null });
    await answered(app, Date.now());
    expect((await session(app, 'RM_daily'))?.session).toMatchObject({ state: 'active', people: 1 });
    expect(await session(app, 'RM_foreign')).toBeNull();
    livekit.rooms = [{ sid: 'RM_daily', name: 'daily', participants: [present('PA_ada', { identity: 'ada' })] }];
    await eventually(
      async () => (await health(app)).servers[0],
      (one) => expect(one?.contradictedSince).toBeNull(),
    );
  });

  it.each([
    ['garbage', '<html>'],
    ['an answer without the list', '{}'],
  ])('treats %s as a failure, and ends nothing', async (_, garbage) => {
    const app = await dashboard([serverAt('default', livekit.url)], { intervalMs: 100 });
    await answered(app);
    await tell(app, ['room_started', { room: 'lives', ...ago(30) }]);
    livekit.garbage = garbage;
    await eventually(
      () => stateOf(app),
      (state) => expect(state?.failures).toBeGreaterThan(2),
    );
    expect((await session(app, 'RM_lives'))?.session.state).toBe('active');
  });

  it('ends participants that no node serves, and reactivates them when one does', async () => {
    const people = ['ada', 'bob'].map((identity) => present(`PA_${identity}`, { identity }));
    livekit.rooms = [
      { sid: 'RM_daily', name: 'daily', participants: people },
      { sid: 'RM_dead', name: 'dead', participants: [present('PA_eve', { identity: 'eve' })] },
    ];
    const app = await dashboard([serverAt('default', livekit.url)], { intervalMs: 100 });
    await tell(
      app,
      ['participant_joined', { room: 'daily', participant: person('ada'), ...ago(30) }],
      ['participant_joined', { room: 'daily', participant: person('bob'), ...ago(30) }],
      ['participant_joined', { room: 'dead', participant: person('eve'), ...ago(30) }],
    );
    livekit.phantoms = ['bob', 'eve'];
    await eventually(
      () => session(app, 'RM_dead'),
      (dead) => expect(dead?.session).toMatchObject({ endReason: 'reconciled', people: 0 }),
    );
    await eventually(
      () => session(app, 'RM_daily'),
      (daily) => expect(daily?.session).toMatchObject({ state: 'active', people: 1 }),
    );
    const before = (await events(app)).length;
    await answered(app, Date.now());
    await answered(app, Date.now());
    expect((await events(app)).length).toBe(before);
    livekit.phantoms = [];
    for (const [sid, count] of [
      ['RM_dead', 1],
      ['RM_daily', 2],
    ] as const) {
      await eventually(
        () => session(app, sid),
        (back) => expect(back?.session).toMatchObject({ state: 'active', people: count }),
      );
    }
  });

  describe('of egresses and ingresses', () => {
    const started = { egressId: 'EG_1', status: 'EGRESS_ACTIVE', roomComposite: {}, startedAt: nanos(100) };
    const detail = (app: NestFastifyApplication, check: (found: SessionDetail | null) => void) =>
      eventually(() => session(app, 'RM_daily'), check);
    const recorded = async (times: Partial<ReconcileTimes> = {}): Promise<NestFastifyApplication> => {
      livekit.rooms = [{ sid: 'RM_daily', name: 'daily' }];
      const app = await dashboard([serverAt('default', livekit.url)], { intervalMs: 100, ...times });
      await tell(
        app,
        ['room_started', { room: 'daily', ...ago(100) }],
        ['egress_started', { room: 'daily', egressInfo: started, ...ago(99) }],
      );
      return app;
    };
    const listed = { egress_id: 'EG_1', room_id: 'RM_daily', room_name: 'daily', room_composite: {} };

    it('[FO15] finds the true result of one whose end was lost', async () => {
      const endedAt = nanos(40);
      livekit.egresses = [
        {
          ...listed,
          status: 'EGRESS_COMPLETE',
          started_at: nanos(100),
          ended_at: endedAt,
          file_results: [{ filename: 'a.mp4' }],
        },
      ];
      const app = await recorded();
      const found = await detail(app, (one) => expect(one?.egresses[0]?.endedAt).toEqual(expect.any(String)));
      expect(found?.egresses).toMatchObject([
        {
          status: 'EGRESS_COMPLETE',
          endedAt: new Date(Number(endedAt.slice(0, -6))).toISOString(),
          endEstimated: false,
          results: [{ type: 'file', filename: 'a.mp4' }],
        },
      ]);
      expect(found?.session).toMatchObject({ state: 'active', recording: false });
    });

    it('ends one that LiveKit no longer has as an estimate, without a result', async () => {
      const app = await recorded();
      const found = await detail(app, (one) => expect(one?.egresses[0]?.endedAt).toEqual(expect.any(String)));
      expect(found?.egresses).toMatchObject([
        { status: 'EGRESS_ACTIVE', endEstimated: true, error: null, results: [] },
      ]);
      expect(found?.session.recording).toBe(false);
    });

    it('shows those whose start was lost, without their keys', async () => {
      livekit.egresses = [
        { ...listed, egress_id: 'EG_2', status: 'EGRESS_ACTIVE', started_at: nanos(50) },
        { ...listed, status: 'EGRESS_ACTIVE', started_at: nanos(100) },
      ];
      const state = { status: 'ENDPOINT_PUBLISHING', resource_id: 'RE_1', room_id: 'RM_daily', started_at: nanos(20) };
      livekit.ingresses = [
        { ingress_id: 'IN_1', stream_key: 'hunter2', room_name: 'daily', input_type: 'RTMP_INPUT', state },
        { ingress_id: 'IN_idle', stream_key: 'hunter2', state: { status: 'ENDPOINT_INACTIVE' } },
      ];
      const app = await recorded();
      await detail(app, (one) => expect(one?.egresses.map(({ id }) => id).sort()).toEqual(['EG_1', 'EG_2']));
      const rows = async (): Promise<unknown> =>
        database.dataSource.query('SELECT id, status, session_sid AS sid, end_estimated AS guessed FROM ingress');
      await eventually(rows, (found) =>
        expect(found).toEqual([{ id: 'IN_1', status: 'ENDPOINT_PUBLISHING', sid: 'RM_daily', guessed: false }]),
      );
      expect(JSON.stringify(await events(app))).not.toContain('hunter2');
      livekit.ingresses = [
        { ingress_id: 'IN_1', state: { ...state, status: 'ENDPOINT_INACTIVE', resource_id: 'RE_2' } },
      ];
      await eventually(rows, (found) => expect(found).toMatchObject([{ id: 'IN_1', guessed: true }]));
    });

    it('reports a server without Redis as having none, which is not a failure', async () => {
      [livekit.egresses, livekit.ingresses] = [null, null];
      const app = await recorded();
      const server = await eventually(
        async () => (await health(app)).servers[0],
        (one) => expect(one?.egress).toBe('not_connected'),
      );
      expect(server).toMatchObject({ reconcile: 'ok', ingress: 'not_connected', reconcileError: null });
      await answered(app, Date.now());
      expect((await session(app, 'RM_daily'))?.egresses).toMatchObject([{ endedAt: null }]);
    });
  });

  it('queries each server for its own sessions, and one without an address not at all', async () => {
    const west = await FakeLiveKit.start();
    try {
      const servers = [serverAt('east', livekit.url), serverAt('west', west.url), serverAt('far')];
      const app = await dashboard(servers, { intervalMs: 300 });
      await Promise.all([answered(app, 0, 'east'), answered(app, 0, 'west')]);
      west.refusal = { status: 401, code: 'unauthenticated' };
      const told = { sid: 'RM_same', room: 'same', ...ago(9) };
      livekit.rooms = [{ sid: 'RM_same', name: 'same' }];
      for (const source of ['east', 'west', 'far']) await tell(app, ['room_started', { ...told, source }]);
      await proven(app, 'east');
      livekit.rooms = [];
      await eventually(
        (): Promise<unknown> =>
          app.get(DataSource, { strict: false }).query('SELECT source, state FROM session ORDER BY source'),
        (rows) =>
          expect(rows).toEqual([
            { source: 'east', state: 'ended' },
            { source: 'far', state: 'active' },
            { source: 'west', state: 'active' },
          ]),
      );
      const failing = await eventually(
        () => stateOf(app, 'west'),
        (state) => expect(state?.failures).toBeGreaterThan(0),
      );
      expect(failing?.error).toMatch(/refused the API key key-of-west \(401\)/);
      expect(await stateOf(app, 'far')).toBeUndefined();
    } finally {
      await west.stop();
    }
  });

  it('is done by one of two replicas at a time', async () => {
    livekit.hold();
    const first = await dashboard();
    await livekit.until('ListRooms', 1);
    const second = await dashboard([serverAt('default', livekit.url)], { tickMs: 5 });
    const claims = jest.spyOn(second.get(ReconcileRepository, { strict: false }), 'claim');
    await retried(async () => expect(claims.mock.calls.length).toBeGreaterThan(3));
    expect(livekit.count('ListRooms')).toBe(1);
    livekit.release();
    await answered(first);
    // A request that began later waits for an answer of its own time.
    await livekit.until('ListRooms', 4);
    await answered(second);
  });

  it('retries soon while LiveKit does not answer, and reports why', async () => {
    livekit.refusal = { status: 503, code: 'unavailable' };
    const app = await dashboard();
    await livekit.until('ListRooms', 3);
    const failing = await eventually(
      () => stateOf(app),
      (state) => expect(state?.failures).toBeGreaterThan(1),
    );
    expect(failing).toMatchObject({
      answeredMs: null,
      error: expect.stringMatching(/answered 503 unavailable/) as string,
    });
    livekit.refusal = null;
    await answered(app);
    expect(await stateOf(app)).toMatchObject({ failures: 0, error: null });
  });

  it('aborts a request that hangs', async () => {
    livekit.hold();
    const app = await dashboard([serverAt('default', livekit.url)], { requestMs: 100 });
    const failing = await eventually(
      () => stateOf(app),
      (state) => expect(state?.error).toEqual(expect.any(String)),
    );
    expect(failing?.error).toMatch(/did not answer within 0.1 s/);
    livekit.release();
    await answered(app);
  });

  it('queries after a quiet period', async () => {
    const app = await dashboard([serverAt('default', livekit.url)], { quietMs: 1_000 });
    await answered(app);
    livekit.rooms = [{ sid: 'RM_crashed', name: 'crashed' }];
    // Later than the first request, also after the second.
    await tell(app, ['room_started', { room: 'crashed', ...ago(-1) }]);
    await proven(app);
    livekit.rooms = [];
    await eventually(
      () => session(app, 'RM_crashed'),
      (detail) => expect(detail?.session).toMatchObject({ state: 'ended', endReason: 'reconciled' }),
    );
  });

  describe('silence', () => {
    const minutesAgo = (minutes: number): { at: number } => ago(minutes * 60);

    it('[FO17] ends a session whose server is not queried, at its last sign of life plus the limit', async () => {
      const app = await dashboard([serverAt('default')]);
      await tell(
        app,
        ['room_started', { room: 'empty', ...minutesAgo(30) }],
        ['room_started', { room: 'fresh', ...minutesAgo(9) }],
        ['participant_joined', { room: 'talk', participant: person('talker'), ...minutesAgo(11 * 60) }],
        ['participant_joined', { room: 'dead', participant: person('ghost'), ...minutesAgo(13 * 60) }],
      );
      const [empty, dead] = await Promise.all(
        ['RM_empty', 'RM_dead'].map((sid) =>
          eventually(
            () => session(app, sid),
            (detail) => expect(detail?.session).toMatchObject({ endReason: 'timeout', endEstimated: true }),
          ),
        ),
      );
      const silence = (detail: SessionDetail | null | undefined): number =>
        Date.parse(detail?.session.endedAt ?? '') - Date.parse(detail?.session.lastEventAt ?? '');
      expect(silence(empty)).toBe(10 * 60_000);
      expect(silence(dead)).toBe(12 * 60 * 60_000);
      expect((await session(app, 'RM_fresh'))?.session.state).toBe('active');
      expect((await session(app, 'RM_talk'))?.session.state).toBe('active');
      await tell(app, ['participant_joined', { room: 'empty', participant: person('after'), ...ago(5) }]);
      expect((await session(app, 'RM_empty'))?.session).toMatchObject({ state: 'active', people: 1 });
    });

    it("uses the database's clock, whatever the host's clock is", async () => {
      const app = await dashboard([serverAt('default')]);
      await tell(app, ['participant_joined', { room: 'lives', participant: person('ada'), ...minutesAgo(1) }]);
      const checks = jest.spyOn(app.get(HeldRepository, { strict: false }), 'silent');
      const now = Date.now;
      const wrong = jest.spyOn(Date, 'now').mockImplementation(() => now() + 13 * 60 * 60_000);
      try {
        await retried(async () => expect(checks.mock.calls.length).toBeGreaterThanOrEqual(3));
      } finally {
        wrong.mockRestore();
      }
      expect((await session(app, 'RM_lives'))?.session).toMatchObject({ state: 'active', people: 1 });
    });

    it('[FO17] ends nothing while that clock jumps', async () => {
      const app = await dashboard([serverAt('default')], { steadyMs: 60_000 });
      await tell(app, ['participant_joined', { room: 'lives', participant: person('ada'), ...minutesAgo(1) }]);
      const clock = app.get(ReconcileRepository, { strict: false });
      const read = clock.nowMs.bind(clock);
      const checks = jest.spyOn(clock, 'nowMs').mockImplementation(async () => (await read()) + 13 * 60 * 60_000);
      await retried(async () => expect(checks.mock.calls.length).toBeGreaterThanOrEqual(3));
      expect((await session(app, 'RM_lives'))?.session).toMatchObject({ state: 'active', people: 1 });
    });

    it('does not end what LiveKit lists, and ends everything silent once LiveKit does not answer', async () => {
      livekit.rooms = [{ sid: 'RM_idle', name: 'idle' }];
      const app = await dashboard([serverAt('default', livekit.url)], { intervalMs: 200 });
      await answered(app);
      await tell(app, ['room_started', { room: 'idle', ...minutesAgo(30) }]);
      await answered(app, Date.now());
      expect((await session(app, 'RM_idle'))?.session.state).toBe('active');
      livekit.refusal = { status: 500, code: 'internal' };
      await tell(app, ['room_started', { room: 'silent', ...minutesAgo(30) }]);
      await eventually(
        () => session(app, 'RM_silent'),
        (detail) => expect(detail?.session).toMatchObject({ state: 'ended', endReason: 'timeout' }),
      );
      // It was listed a moment ago, which is not long enough.
      expect((await session(app, 'RM_idle'))?.session.state).toBe('active');
    });
  });
});
