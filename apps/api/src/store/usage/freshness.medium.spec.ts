/** Which days are due. Real: PostgreSQL and PGlite. */
import { DAY_MS } from '@livekit-dashboard/domain';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { sessionOf, store } from '../../testing/rows';
import { describeOnEachDatabase } from '../../testing/test-database';
import { dueDays } from './freshness';
import { enterDays, rollDay } from './rollup-day';

const DAY = Date.UTC(2026, 9, 31);
const NOW = DAY + 3 * DAY_MS + 2 * 3_600_000;

describeOnEachDatabase('days that are due', (create) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    database = await migratedDatabase(create);
  });
  afterAll(() => database.drop());
  const due = () => dueDays(database.dataSource, NOW, 10);

  it('do not exist before the first session', async () => {
    await store(database.dataSource, {});
    expect(await due()).toEqual([]);
  });

  it('begin with the day of the first session, the latest first, apart from valid rollups', async () => {
    await store(database.dataSource, { sessions: [sessionOf('RM_1', { startedMs: DAY + 1, endedMs: DAY + 2 })] });
    expect(await due()).toEqual([DAY + 2 * DAY_MS, DAY + DAY_MS, DAY]);
    await enterDays(database.dataSource, [DAY + DAY_MS]);
    await rollDay(database.dataSource, DAY + DAY_MS, () => Promise.resolve([]));
    expect(await due()).toEqual([DAY + 2 * DAY_MS, DAY]);
  });

  it('are over by an hour: clocks of replicas differ', async () => {
    await store(database.dataSource, { sessions: [sessionOf('RM_1', { startedMs: NOW - DAY_MS, endedMs: NOW })] });
    const midnight = DAY + 3 * DAY_MS;
    const at = (ms: number) => dueDays(database.dataSource, midnight + ms, 10);
    expect([await at(3_599_999), await at(3_600_000)]).toEqual([[], [midnight - DAY_MS]]);
  });
});
