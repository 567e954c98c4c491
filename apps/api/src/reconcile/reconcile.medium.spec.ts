/** The whole application in this process against a LiveKit of ours. Real: PostgreSQL, HTTP, Nest. */
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { eventList, sessionDetail, type SessionDetail, type StoredEvent } from '@livekit-dashboard/contracts';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module';
import { Config } from '../config/config';
import { parseEnvironment } from '../config/parse-environment';
import { IngestService } from '../ingest/ingest.service';
import { ReconcileRepository, type ReconcileState } from '../store/repositories/reconcile.repository';
import { FakeLiveKit, present, published } from '../testing/fake-livekit';
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { person, receivedEvent } from '../testing/received-events';
import { describeWith } from '../testing/services';
import { ReconcileTimes } from './reconcile-times';

const QUICK: Partial<ReconcileTimes> = {
  tickMs: 20,
  intervalMs: 60_000,
  retryMs: 50,
  requestMs: 2_000,
  silenceMs: 50,
};
const FIRST_EVENT_MS = Date.UTC(2026, 10, 23, 9, 30);
/** For `receivedEvent`: that many seconds before now. */
const ago = (seconds: number): { at: number } => ({
  at: Math.floor((Date.now() - FIRST_EVENT_MS) / 1000) - seconds,
});

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
    await database.dataSource.query('TRUNCATE session, participant, track, event, reconcile');
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

  async function eventually<T>(look: () => Promise<T>, check: (found: T) => void): Promise<T> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const found = await look();
      try {
        check(found);
        return found;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const states = (app: NestFastifyApplication): Promise<ReconcileState[]> =>
    app.get(ReconcileRepository, { strict: false }).states();
  const stateOf = async (app: NestFastifyApplication, source = 'default'): Promise<ReconcileState | undefined> =>
    (await states(app)).find((state) => state.source === source);
  /** Resolves once a request that began at `sinceMs` or later was answered whole. */
  const answered = (app: NestFastifyApplication, sinceMs = 0, source = 'default'): Promise<unknown> =>
    eventually(
      () => stateOf(app, source),
      (state) => expect(state?.answeredMs).toBeGreaterThan(sinceMs),
    );

  const session = async (app: NestFastifyApplication, sid: string): Promise<SessionDetail | null> => {
    const reply = await app.inject({ method: 'GET', url: `/api/v1/sessions/${sid}` });
    return reply.statusCode === 200 ? sessionDetail.parse(reply.json()) : null;
  };
  const events = async (app: NestFastifyApplication): Promise<StoredEvent[]> =>
    eventList.parse((await app.inject({ method: 'GET', url: '/api/v1/events?limit=500' })).json()).items;

  it('shows at its first answer what goes on, whole', async () => {
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
    expect(new Set(livekit.asked.map(({ key }) => key))).toEqual(new Set(['key-of-default']));
  });

  it('ends what LiveKit does not list any more, as estimates, and makes no event where nothing differs', async () => {
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
    await answered(app, Date.now());
    const ended = { state: 'ended', endReason: 'reconciled', endEstimated: true };
    expect((await session(app, 'RM_lost'))?.session).toMatchObject(ended);
    const kept = await session(app, 'RM_kept');
    expect(kept?.session).toMatchObject({ state: 'active', people: 1, tracks: 1 });
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

  it('does not let a slow answer undo what webhooks told meanwhile', async () => {
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
    // Another one that starts asks.
    await dashboard();
    await livekit.until('ListRooms', 3);
    // As an old answer of a clock that is ahead would tell it: all of this is told as if long before the request.
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

  it('asks each server for its own sessions only, and one without an address not at all', async () => {
    const west = await FakeLiveKit.start();
    try {
      const servers = [serverAt('east', livekit.url), serverAt('west', west.url), serverAt('far')];
      const app = await dashboard(servers, { intervalMs: 300 });
      await Promise.all([answered(app, 0, 'east'), answered(app, 0, 'west')]);
      west.refusal = { status: 401, code: 'unauthenticated' };
      const told = { sid: 'RM_same', room: 'same', ...ago(9) };
      for (const source of ['east', 'west', 'far']) await tell(app, ['room_started', { ...told, source }]);
      await answered(app, Date.now(), 'east');
      const rows: unknown = await app
        .get(DataSource, { strict: false })
        .query('SELECT source, state FROM session ORDER BY source');
      expect(rows).toEqual([
        { source: 'east', state: 'ended' },
        { source: 'far', state: 'active' },
        { source: 'west', state: 'active' },
      ]);
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
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(livekit.count('ListRooms')).toBe(1);
    livekit.release();
    await answered(first);
    // Whoever began later wants an answer of its own time.
    await livekit.until('ListRooms', 4);
    await answered(second);
  });

  it('tries again soon while LiveKit does not answer, and says why', async () => {
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

  it('gives up a request that hangs', async () => {
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

  it('asks after a quiet spell', async () => {
    const app = await dashboard([serverAt('default', livekit.url)], { quietMs: 1_000 });
    await answered(app);
    const since = Date.now();
    await tell(app, ['room_started', { room: 'crashed', ...ago(0) }]);
    await answered(app, since);
    await eventually(
      () => session(app, 'RM_crashed'),
      (detail) => expect(detail?.session).toMatchObject({ state: 'ended', endReason: 'reconciled' }),
    );
  });

  describe('silence', () => {
    const minutesAgo = (minutes: number): { at: number } => ago(minutes * 60);

    it('ends a session that nobody asks LiveKit about, at its last sign of life and the limit', async () => {
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

    it('ends nothing that LiveKit lists, and everything silent once it does not answer', async () => {
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
      // It was listed a moment ago, and that is not long.
      expect((await session(app, 'RM_idle'))?.session.state).toBe('active');
    });
  });
});
