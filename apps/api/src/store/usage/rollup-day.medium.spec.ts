/** Rollups against a count of the same rows with the domain's own arithmetic. Real: PostgreSQL and PGlite. */
import { DIMENSIONS, type Dimension } from '@livekit-dashboard/contracts';
import {
  connectionDimensions,
  connectionTimes,
  isPerson,
  msIn,
  unitsIn,
  type Interval,
  DAY_MS,
} from '@livekit-dashboard/domain';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { chance } from '../../testing/chance';
import { egressOf, participantOf, sessionOf, store } from '../../testing/rows';
import { describeOnEachDatabase } from '../../testing/test-database';
import type { ParticipantEntity } from '../entities/participant.entity';
import { columnOf, MEASURES, type Measure } from '../entities/measures';
import type { IncrementPeriod } from './increments';
import { QUARTER_MS } from './range-split';
import { enterDays, rollDay } from './rollup-day';

const DAY = Date.UTC(2026, 9, 31);
const HOUR_MS = 3_600_000;
const CHANGE = DAY + 10 * HOUR_MS;
const KINDS = ['STANDARD', 'SIP', 'AGENT', 'EGRESS', 'BRIDGE', null];

/** Increments that do not divide a quarter, and minimums, both changing within the day. */
const GRIDS: readonly IncrementPeriod[] = DIMENSIONS.flatMap((dimension, i) => [
  { fromMs: 0, toMs: CHANGE, dimension, incrementMs: [60, 7, 60, 10, 61, 900][i]! * 1000, minimumUnits: i % 3 },
  {
    fromMs: CHANGE,
    toMs: 9e15,
    dimension,
    incrementMs: [10, 60, 1, 60, 60, 60][i]! * 1000,
    minimumUnits: [6, 0, 50, 1, 0, 3][i]!,
  },
]);
const gridOf = (dimension: Dimension, ms: number): IncrementPeriod =>
  GRIDS.find((grid) => grid.dimension === dimension && ms >= grid.fromMs && ms < grid.toMs)!;

/** Rows around the day: longer than a day, at its very edges, open, aborted, estimated. */
function world(seed: number) {
  const random = chance(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const moment = (): number => {
    const ms = DAY - 30 * HOUR_MS + below(84 * HOUR_MS);
    return random() < 0.3 ? Math.floor(ms / QUARTER_MS) * QUARTER_MS : ms;
  };
  const span = (): [number, number | null] => {
    const start = moment();
    const length = [0, below(5000), below(HOUR_MS), below(40 * HOUR_MS)][below(4)]!;
    return [start, random() < 0.1 ? null : start + length];
  };
  const sessions = Array.from({ length: 20 }, (_, i) => {
    const [start, end] = span();
    return sessionOf(`RM_${i}`, { name: i % 4 ? `room-${i % 7}` : null, startedMs: start, endedMs: end });
  });
  const participants = Array.from({ length: 120 }, (_, i) => {
    const [joinedMs, leftMs] = span();
    const kind = KINDS[below(KINDS.length)] ?? null;
    const session = sessions[below(sessions.length)]!.sid;
    // Few identities, so that many rejoin the same session while they are still in it; some have none.
    const identity = random() < 0.05 ? null : `person-${below(5)}`;
    if (random() < 0.1)
      return participantOf(`PA_${i}`, session, { identity, state: 'aborted', joinedMs: null, leftMs: joinedMs });
    const agentName = kind === 'AGENT' ? `agent-${below(3)}` : null;
    const leftEstimated = leftMs !== null && random() < 0.3;
    return participantOf(`PA_${i}`, session, { identity, kind, joinedMs, leftMs, leftEstimated, agentName });
  });
  const egresses = Array.from({ length: 20 }, (_, i) => {
    const [startedMs, endedMs] = span();
    return egressOf(`EG_${i}`, null, { startedMs, endedMs, dimension: i % 2 ? 'transcode_audio' : 'track_egress' });
  });
  return { sessions, participants, egresses };
}
type World = ReturnType<typeof world>;

const stretchesOf = ({ participants, egresses }: World): Interval[] => [
  ...participants.filter(({ state }) => state !== 'aborted').map(connectionOf),
  ...egresses.map(({ startedMs, endedMs, dimension }) => ({
    startMs: startedMs!,
    endMs: endedMs,
    openUntilMs: null,
    estimated: false,
    dimensions: [dimension as Dimension],
    times: [],
    countedAs: null,
  })),
];
const connectionOf = ({ joinedMs, leftMs, leftEstimated, kind }: ParticipantEntity): Interval => ({
  startMs: joinedMs!,
  endMs: leftMs,
  openUntilMs: null,
  estimated: leftEstimated,
  dimensions: connectionDimensions(kind),
  times: connectionTimes(kind),
  countedAs: 'joins',
});

function recount(all: World, fromMs: number, toMs: number): Record<Measure, number> {
  const inside = (ms: number | null): boolean => ms !== null && ms >= fromMs && ms < toMs;
  const sum = Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Record<Measure, number>;
  sum.sessions = all.sessions.filter(({ orderMs }) => inside(orderMs)).length;
  sum.aborted = all.participants.filter(({ state, leftMs }) => state === 'aborted' && inside(leftMs)).length;
  for (const stretch of stretchesOf(all)) {
    if (stretch.countedAs === 'joins' && inside(stretch.startMs)) sum.joins += 1;
    for (const time of stretch.times) sum[time] += msIn(stretch, fromMs, toMs, DAY + DAY_MS);
    if (stretch.estimated && stretch.times.length > 0) sum.estimatedMs += msIn(stretch, fromMs, toMs, DAY + DAY_MS);
    for (const dimension of stretch.dimensions) {
      const grid = gridOf(dimension, stretch.startMs);
      const seconds = (unitsIn(stretch, grid, fromMs, toMs, DAY + DAY_MS) * grid.incrementMs) / 1000;
      sum[`seconds_${dimension}`] += seconds;
      if (stretch.estimated) sum[`estimated_${dimension}`] += seconds;
    }
  }
  return sum;
}

/** The distinct persons at each join: an identity in a session counts once, whatever its connections. */
function peakPeople({ participants }: World, fromMs: number, toMs: number): number {
  const people = participants.filter(({ kind, joinedMs }) => isPerson(kind) && joinedMs !== null);
  const present = (ms: number): number => {
    const there = people.filter(({ joinedMs, leftMs }) =>
      leftMs === joinedMs ? joinedMs === ms : joinedMs! <= ms && (leftMs === null || leftMs > ms),
    );
    return new Set(there.map(({ sessionSid, identity, sid }) => JSON.stringify([sessionSid, identity ?? { sid }])))
      .size;
  };
  const moments = [fromMs, ...people.map(({ joinedMs }) => joinedMs!)].filter((ms) => ms >= fromMs && ms < toMs);
  return Math.max(...moments.map(present));
}

const QUARTERS = Array.from({ length: 96 }, (_, i) => DAY + i * QUARTER_MS);
const named = MEASURES.map((measure) => `${columnOf(measure)} AS "${measure}"`).join(', ');

describeOnEachDatabase('rollups', (create) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await migratedDatabase(create);
    await enterDays(database.dataSource, [DAY]);
  });
  afterAll(() => database.drop());

  it.each([1, 2, 3])('[US13] counts each quarter of a day as the domain does (world %i)', async (seed) => {
    const all = world(seed);
    await store(database.dataSource, all);
    await rollDay(database.dataSource, DAY, () => Promise.resolve(GRIDS));
    const rows = await database.dataSource.query<{ quarterMs: number }[]>(
      `SELECT quarter_ms AS "quarterMs", peak_people AS "peakPeople", ${named} FROM usage_quarter`,
    );
    const byQuarter = new Map(rows.map(({ quarterMs, ...row }) => [quarterMs, row]));
    for (const quarter of QUARTERS) {
      const expected = {
        ...recount(all, quarter, quarter + QUARTER_MS),
        peakPeople: peakPeople(all, quarter, quarter + QUARTER_MS),
      };
      expect(byQuarter.get(quarter)).toEqual(expected);
    }
  });

  it.each([4, 5])('divides the whole day among rooms, identities and agents (world %i)', async (seed) => {
    const all = world(seed);
    await store(database.dataSource, all);
    await rollDay(database.dataSource, DAY, () => Promise.resolve(GRIDS));
    const whole = recount(all, DAY, DAY + DAY_MS);
    for (const by of ['room', 'identity', 'agent']) {
      const sums = MEASURES.map((measure) => `sum(${columnOf(measure)})::bigint AS "${measure}"`).join(', ');
      const [added] = await database.dataSource.query<(typeof whole)[]>(
        `SELECT ${sums} FROM usage_part WHERE by = $1`,
        [by],
      );
      // People and agents share sessions; rooms do not.
      expect(added).toEqual(by === 'room' ? whole : { ...whole, sessions: added?.sessions });
    }
    const [room] = await database.dataSource.query(
      `SELECT ${named} FROM usage_part WHERE by = 'room' AND key = 'room-3'`,
    );
    const sids = new Set(all.sessions.filter(({ name }) => name === 'room-3').map(({ sid }) => sid));
    const own = {
      sessions: all.sessions.filter(({ sid }) => sids.has(sid)),
      participants: all.participants.filter(({ sessionSid }) => sids.has(sessionSid ?? '')),
      egresses: [],
    };
    expect(room).toEqual(recount(own, DAY, DAY + DAY_MS));
  });

  it('counts a session of an identity once, on the day of its first connection', async () => {
    const [first, again] = [DAY - HOUR_MS, DAY + HOUR_MS];
    const sessions = [sessionOf('RM_long', { startedMs: first }), sessionOf('RM_new', { startedMs: again })];
    const of = (sid: string, session: string, joinedMs: number) =>
      participantOf(sid, session, { identity: 'ada', joinedMs, leftMs: joinedMs + 1000 });
    const participants = [
      of('PA_1', 'RM_long', first),
      of('PA_2', 'RM_long', again),
      of('PA_3', 'RM_new', again),
      of('PA_4', 'RM_new', again + 1),
    ];
    await store(database.dataSource, { sessions, participants });
    await rollDay(database.dataSource, DAY, () => Promise.resolve(GRIDS));
    const rows = await database.dataSource.query<{ quarterMs: number }[]>(
      `SELECT sessions, joins FROM usage_part WHERE by = 'identity' AND key = 'ada'`,
    );
    expect(rows).toEqual([{ sessions: 1, joins: 3 }]);
  });
});
