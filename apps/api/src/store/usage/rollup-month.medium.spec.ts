/** Sums of months against their days, and against the rows. Real: PostgreSQL and PGlite. */
import { RatePlans, DAY_MS } from '@livekit-dashboard/domain';
import type { DataSource } from 'typeorm';
import { chance } from '../../testing/chance';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { participantOf, sessionOf, store } from '../../testing/rows';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { describeOnEachDatabase } from '../../testing/test-database';
import { createDataSource } from '../database/data-source';
import { ErasureRepository } from '../retention/erasure.repository';
import { countedParts } from './parts';
import { type Counting, countingOf } from './counting';
import { enterDays, rollDay } from './rollup-day';
import { incrementPeriods } from './increments';
import { dueMonths, sumMonthUp } from './rollup-month';
import type { PartsPage } from './parts-page';
import type { MsRange } from './range-split';

const monthMs = (month: number): number => Date.UTC(2025, month);
/** From the middle of April to the tenth of October. */
const [FIRST, LAST] = [Date.UTC(2025, 3, 15), Date.UTC(2025, 9, 10)];
const DAYS = Array.from({ length: (LAST - FIRST) / DAY_MS }, (_, i) => FIRST + i * DAY_MS);
const NOW = LAST + 2 * DAY_MS;
const MONTHS = [4, 5, 6, 7, 8, 9].map(monthMs);
const GRIDS = incrementPeriods(new RatePlans([]));

function world() {
  const random = chance(11);
  const below = (n: number): number => Math.floor(random() * n);
  const sessions = Array.from({ length: 150 }, (_, i) => {
    const startedMs = FIRST + below(LAST - FIRST);
    return sessionOf(`RM_${i}`, { name: `room-${i % 9}`, startedMs, endedMs: startedMs + below(2 * DAY_MS) });
  });
  const participants = sessions.flatMap(({ sid, startedMs, endedMs }, i) =>
    [0, 1, 2].map((n) => {
      const joinedMs = startedMs! + below(60_000);
      const agent = n === 2 ? { kind: 'AGENT', agentName: `agent-${i % 2}` } : {};
      const leftMs = Math.max(joinedMs, endedMs! - below(60_000));
      // Some have only joins, within one month.
      const identity = i % 10 === 0 ? `once-${i}` : `person-${below(20)}`;
      return participantOf(`PA_${i}_${n}`, sid, {
        identity,
        joinedMs,
        leftMs: i % 10 === 0 ? joinedMs : leftMs,
        ...agent,
      });
    }),
  );
  return { sessions, participants };
}

/** Was present for a while within a month. */
function someoneIn(month: number) {
  const one = world().participants.find(
    ({ joinedMs, leftMs, kind }) =>
      kind !== 'AGENT' && joinedMs! > month + 5 * DAY_MS && leftMs! < month + 25 * DAY_MS && leftMs! > joinedMs!,
  );
  return { sid: one!.sid, joinedMs: one!.joinedMs!, leftMs: one!.leftMs! };
}

const PERSON = { identity: 'ada', pseudonym: 'erased-1' };
const ALL: PartsPage = { limit: 1000, after: null };

describeOnEachDatabase('months', (create) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await migratedDatabase(create);
    await store(database.dataSource, world());
    await enterDays(database.dataSource, DAYS);
    await roll(DAYS);
  });
  afterAll(() => database.drop());

  async function roll(days: readonly number[]): Promise<void> {
    for (const day of days) await rollDay(database.dataSource, day, () => Promise.resolve(GRIDS));
  }
  const due = () => dueMonths(database.dataSource.manager, NOW);
  async function sumUp(): Promise<void> {
    for (const month of await due()) await sumMonthUp(database.dataSource, month);
  }
  const counting = (range: MsRange) => countingOf(database.dataSource.manager, new RatePlans([]), range, NOW);

  /** The same from months, from days and from rows. */
  async function ways(kind: 'room' | 'identity' | 'agent', range: MsRange, page: PartsPage = ALL) {
    const told = await counting(range);
    const read = (how: Partial<Counting>) =>
      countedParts(database.dataSource.manager, kind, range, { ...told, ...how }, page);
    const rows = (await read({ freshDays: [] })).map((part) => ({ ...part, identities: null }));
    return { held: told.freshMonths, months: await read({}), days: await read({ freshMonths: [] }), rows };
  }

  it('are due from their first day on, as far as days are rolled up, the latest first', async () => {
    expect(await due()).toEqual([...MONTHS].reverse());
    await sumUp();
    expect(await due()).toEqual([]);
    expect((await counting([0, NOW])).freshMonths).toEqual(MONTHS.map((fromMs, i) => [fromMs, MONTHS[i + 1] ?? LAST]));
  });

  it.each([
    ['all there is', FIRST, NOW],
    ['a range within days', FIRST + 1000, LAST - 1000],
    ['whole months', monthMs(5), monthMs(9)],
    ['months and days around them', monthMs(4) - 2 * DAY_MS, monthMs(9) + 4 * DAY_MS],
  ])('equal the days and the rows: %s', async (_, fromMs, toMs) => {
    await sumUp();
    for (const kind of ['room', 'identity', 'agent'] as const) {
      const { held, months, days, rows } = await ways(kind, [fromMs, toMs]);
      expect(held.length).toBeGreaterThanOrEqual(4);
      expect(months.length).toBeGreaterThan(1);
      expect(months).toEqual(days);
      expect(months).toEqual(rows);
      const after = months[0]!;
      const next = await ways(kind, [fromMs, toMs], { limit: 2, after });
      expect(next.months).toEqual(months.slice(1, 3));
      const file = await ways(kind, [fromMs, toMs], { limit: 10_000, after: null });
      expect(file.months).toEqual(months);
      const keys = await ways(kind, [fromMs, toMs], { keys: ['nobody', after.key] });
      expect(keys.months.map(({ key, joins, personMs }) => ({ key, joins, personMs }))).toEqual([
        { key: after.key, joins: after.joins, personMs: after.personMs },
      ]);
    }
  });

  it('[US11] are invalid while a day is marked or was rolled up again, until they are summed up again', async () => {
    await sumUp();
    const range: MsRange = [FIRST, NOW];
    const before = await ways('identity', range);
    const { sid, joinedMs, leftMs } = someoneIn(monthMs(6));
    await database.dataSource.query('UPDATE participant SET left_ms = left_ms + 1000 WHERE sid = $1', [sid]);
    const touched = DAYS.filter((day) => day + DAY_MS > joinedMs && day <= leftMs + DAY_MS);
    await database.dataSource.query('UPDATE usage_day SET marks = marks + 1 WHERE day_ms = ANY($1::bigint[])', [
      touched,
    ]);
    const [start, ...others] = await due();
    expect([start, others]).toEqual([monthMs(6), []]); // as far as the previous days
    const while_ = await ways('identity', range);
    await roll(touched);
    const after = await ways('identity', range);
    await sumUp();
    const again = await ways('identity', range);
    for (const { held } of [while_, after]) expect(held.map(([fromMs]) => fromMs)).not.toContain(monthMs(6));
    expect(again.held).toEqual(before.held);
    expect(again.rows).not.toEqual(before.rows);
    for (const { months, rows } of [while_, after, again]) expect(months).toEqual(rows);
  });

  it('in progress are summed up as far as their days, and again with the next day', async () => {
    await sumUp();
    const last = DAYS.at(-1)!;
    await database.dataSource.query('UPDATE usage_day SET marks = marks + 1 WHERE day_ms = $1', [last]);
    await sumUp();
    expect((await counting([0, NOW])).freshMonths.at(-1)).toEqual([monthMs(9), last]);
    await roll([last]);
    expect(await due()).toEqual([monthMs(9)]);
    await sumUp();
    expect((await counting([0, NOW])).freshMonths.at(-1)).toEqual([monthMs(9), LAST]);
  });

  it('are not summed up before their first day is rolled up', async () => {
    await sumMonthUp(database.dataSource, monthMs(3));
    expect((await counting([0, NOW])).freshMonths.map(([fromMs]) => fromMs)).not.toContain(monthMs(3));
  });
});

describeWith({ postgres: true })('a month that is summed up during the erasure of a person in it', () => {
  let database: MigratedDatabase;
  let other: DataSource;
  beforeAll(async () => {
    database = await migratedDatabase();
    other = await createDataSource(database.url, 2).initialize();
    const [startedMs, endedMs] = [monthMs(4), monthMs(4) + 1000];
    await store(database.dataSource, {
      sessions: [sessionOf('RM_1', { startedMs, endedMs })],
      participants: [participantOf('PA_1', 'RM_1', { identity: 'ada', joinedMs: startedMs, leftMs: endedMs })],
    });
    await enterDays(database.dataSource, [startedMs]);
    await rollDay(database.dataSource, startedMs, () => Promise.resolve([]));
  });
  afterAll(async () => {
    await other.destroy();
    await database.drop();
  });

  async function waiting(sessions: number): Promise<void> {
    for (;;) {
      const [row] = await other.query<{ n: number }[]>(
        `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (row?.n === sessions) return;
    }
  }

  it('remove an erased person, and are due again', async () => {
    let both: Promise<unknown> = Promise.resolve();
    await other.transaction(async (manager) => {
      await manager.query('LOCK TABLE usage_month_part IN EXCLUSIVE MODE');
      const summedUp = sumMonthUp(database.dataSource, monthMs(4));
      await waiting(1); // it has read the old name
      const erased = new ErasureRepository(database.dataSource, database.dataSource).finish(PERSON, NOW);
      both = Promise.all([summedUp, erased]);
      await waiting(2);
    });
    await both;
    const keys = async () =>
      (await other.query<{ key: string }[]>(`SELECT key FROM usage_month_part WHERE by = 'identity'`)).map(
        ({ key }) => key,
      );
    expect(await keys()).toEqual([]);
    expect(await dueMonths(other.manager, NOW)).toEqual([monthMs(4)]);
    await sumMonthUp(database.dataSource, monthMs(4));
    expect(await keys()).toEqual(['erased-1']);
  });
});
