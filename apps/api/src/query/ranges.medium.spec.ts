/** No range makes a response long: years 1 to 9999 are valid dates. Real: the whole application, its database. */
import { analytics, costs, RANGE_LIMIT_DAYS, usageList } from '@livekit-dashboard/contracts';
import fc from 'fast-check';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { iso, sessionOf, store } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

const DAY_MS = 86_400_000;
const ALL = 'from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z';
const ALL_DAYS = 'from=0001-01-01&to=9999-12-31';
const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'];

const year = fc.integer({ min: 1, max: 9999 });
const day = fc
  .record({ year, month: fc.integer({ min: 1, max: 12 }), date: fc.integer({ min: 1, max: 28 }) })
  .map(({ year: y, month, date }) => `${String(y).padStart(4, '0')}-${two(month)}-${two(date)}`);
const two = (n: number): string => String(n).padStart(2, '0');
const instant = fc
  .tuple(day, fc.constantFrom('T00:00:00Z', 'T23:59:59.999Z', 'T12:34:56+14:00', 'T00:00:00-23:59'))
  .map((parts) => parts.join(''));
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

describeOnEachDatabase('ranges', (create) => {
  let api: RestApp;
  beforeAll(async () => (api = await startRestApp(create)));
  afterAll(() => api.close());

  const inYears = (path: string) => api.reply(`/api/v1/${path}`);
  const length = (body: string): number => {
    const { days, items } = JSON.parse(body) as { days?: unknown[]; items?: unknown[] };
    return Math.max(days?.length ?? 0, items?.length ?? 0);
  };

  it('of all years give short answers if nothing is stored', async () => {
    expect((await api.get(`analytics?${ALL}`, analytics)).days).toEqual([]);
    expect((await api.get(`usage?${ALL}`, usageList)).items).toEqual([]);
    expect((await api.get(`usage?${ALL}&groupBy=hour`, usageList)).items).toEqual([]);
    expect((await api.get(`costs?${ALL_DAYS}&groupBy=day`, costs)).days.length).toBeLessThanOrEqual(1);
    for (const path of [`usage.csv?${ALL}`, `costs.csv?${ALL_DAYS}&groupBy=day`, `costs.xlsx?${ALL_DAYS}`]) {
      const { statusCode, rawPayload } = await inYears(`exports/${path}`);
      expect([path, statusCode]).toEqual([path, 200]);
      expect(rawPayload.length).toBeLessThan(10_000);
    }
  });

  it('[US14] of any years and zone give a bounded number of days, or an error that they are too long', async () => {
    const query = fc.record({
      path: fc.constantFrom('analytics?', 'usage?', 'usage?groupBy=hour&', 'usage?groupBy=room&', 'costs?groupBy=day&'),
      from: optional(instant),
      to: optional(instant),
      tz: fc.constantFrom(...ZONES),
    });
    const days = (text: string | undefined) => text?.slice(0, 10);
    await fc.assert(
      fc.asyncProperty(query, async ({ path, from, to, tz }) => {
        const isCost = path.startsWith('costs');
        const values = isCost ? { from: days(from), to: days(to) } : { from, to, tz };
        const search = new URLSearchParams(
          Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
        );
        const { statusCode, body } = await inYears(`${path}${search.toString()}`);
        expect([200, 400]).toContain(statusCode);
        if (statusCode === 200) expect(length(body)).toBeLessThanOrEqual(RANGE_LIMIT_DAYS.day);
        else expect((JSON.parse(body) as { errors: unknown[] }).errors).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });

  it('that are too long begin at the first stored day, and are rejected if that does not help', async () => {
    const now = Date.now();
    await store(api.dataSource, { sessions: [sessionOf('RM_new', { startedMs: now - 40 * DAY_MS, endedMs: now })] });
    const { days, from } = await api.get(`analytics?${ALL}`, analytics);
    expect(days).toHaveLength(41);
    expect(from).toBe(`${iso(now - 40 * DAY_MS).slice(0, 10)}T00:00:00.000Z`);
    expect((await api.get(`costs?${ALL_DAYS}`, costs)).days).toHaveLength(41);
    expect((await api.get(`usage?${ALL}&limit=500`, usageList)).items).toHaveLength(41);
    await store(api.dataSource, { sessions: [sessionOf('RM_old', { startedMs: now - 900 * DAY_MS, endedMs: now })] });
    for (const path of [`analytics?${ALL}`, `usage?${ALL}`, `costs?${ALL_DAYS}`, `exports/costs.csv?${ALL_DAYS}`]) {
      const { status, errors } = await api.refusal(path);
      expect([path, status, errors]).toEqual([
        path,
        400,
        [{ field: 'from', message: 'The range must not be longer than 800 days.' }],
      ]);
    }
    const hours = await api.refusal(`usage?groupBy=hour&from=${iso(now - 8 * DAY_MS)}`);
    expect(hours.errors).toEqual([{ field: 'from', message: 'The range must not be longer than 7 days.' }]);
  });

  it('by name are instants of the zone, and exclude others', async () => {
    const { from, to } = await api.get('analytics?range=yesterday&tz=Asia/Kolkata&top=0', analytics);
    expect([from.slice(10), to.slice(10)]).toEqual(['T18:30:00.000Z', 'T18:30:00.000Z']);
    expect(Date.parse(to) - Date.parse(from)).toBe(DAY_MS);
    const month = await api.get('costs?range=lastMonth&tz=Asia/Kolkata', costs);
    expect([month.from.slice(8, 10), month.to.slice(8, 10)]).toEqual(['01', '01']);
    const { errors } = await api.refusal('usage?range=today&from=2026-11-01T00:00:00Z');
    expect(errors?.map(({ field }) => field)).toEqual(['range']);
    expect((await api.refusal('usage?range=lastWeekend')).errors?.map(({ field }) => field)).toEqual(['range']);
  });
});
