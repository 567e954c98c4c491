/** Rates are saved and listed; usage that they affect is counted again. Real: the whole application. */
import { ratePreview, type Rates, ratesReply, usageList } from '@livekit-dashboard/contracts';
import { dayStartMs, RatePlans, DAY_MS } from '@livekit-dashboard/domain';
import { enterDays, rollDay } from '../store/usage/rollup-day';
import { incrementPeriods } from '../store/usage/increments';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { participantOf, sessionOf, store } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

const plan = (effectiveFrom: string, told: { price?: string; incrementSeconds?: number; minimumUnits?: number } = {}) =>
  ({
    currency: 'USD',
    monthlyFee: '50',
    effectiveFrom,
    dimensions: [
      { dimension: 'participant', price: '0.1', includedMinutes: 10, incrementSeconds: 60, minimumUnits: 0, ...told },
    ],
  }) satisfies Rates;

/** A call of 30 min 20 s on the fifth. */
const FIFTH = dayStartMs('2025-10-05');
const DAYS = [-2, -1, 0, 1, 2].map((day) => FIFTH + day * DAY_MS);
const EARLIER = FIFTH - 2 * DAY_MS;
const TEN = FIFTH + 10 * 3_600_000;
const LEFT = TEN + 1_820_000;

describeOnEachDatabase('rates', (create) => {
  let api: RestApp;
  beforeAll(async () => {
    api = await startRestApp(create);
    await store(api.dataSource, {
      sessions: [
        sessionOf('RM_0', { startedMs: EARLIER, orderMs: EARLIER, endedMs: EARLIER }),
        sessionOf('RM_1', { startedMs: TEN, orderMs: TEN, endedMs: LEFT }),
      ],
      participants: [participantOf('PA_1', 'RM_1', { joinedMs: TEN, leftMs: LEFT })],
    });
  }, 60_000);
  afterAll(() => api.close());
  beforeEach(async () => {
    await api.dataSource.query('DELETE FROM rate_plan');
    await api.dataSource.query('DELETE FROM usage_day');
  });

  const get = () => api.get('rates', ratesReply);
  const put = (body: Rates) => api.send('rates', { method: 'PUT', body }, ratesReply);
  const rollUp = async (): Promise<void> => {
    await enterDays(api.dataSource, DAYS);
    await rollDay(api.dataSource, FIFTH, () => Promise.resolve(incrementPeriods(new RatePlans([]))));
  };
  const marks = async (): Promise<number[]> => {
    const rows = await api.dataSource.query<{ marks: number }[]>(
      'SELECT marks FROM usage_day WHERE day_ms = ANY($1) ORDER BY day_ms',
      [DAYS],
    );
    return rows.map((row) => row.marks);
  };
  const minutes = async (): Promise<number | undefined> => {
    const { items } = await api.get('usage?from=2025-10-05T00:00:00Z&to=2025-10-06T00:00:00Z', usageList);
    return items[0]?.minutes.participant;
  };

  it('are empty, then the plan saved last for the day, with a history of changes', async () => {
    expect(await get()).toMatchObject({ currency: null, effectiveFrom: null, dimensions: [], history: [] });
    const [first, second] = [plan('2025-10-01'), plan('2025-10-01', { price: '0.2' })];
    await put(first);
    const reply = await put(second);
    expect(reply).toMatchObject(second);
    expect(reply.history.map(({ rates, savedBy }) => [rates, savedBy])).toEqual([
      [second, null],
      [first, null],
    ]);
    expect(reply.history[0]?.changes).toEqual([{ field: 'dimensions.participant.price', from: '0.1', to: '0.2' }]);
    expect(await get()).toEqual(reply);
  });

  it('are not saved twice', async () => {
    await put(plan('2025-10-01'));
    expect((await put(plan('2025-10-01'))).history).toHaveLength(1);
    expect((await put(plan('2025-10-02'))).history).toHaveLength(2);
  });

  it('of a future day are stored and not in force', async () => {
    expect(await put(plan('2999-01-01'))).toMatchObject({ currency: null, history: [{ rates: { currency: 'USD' } }] });
  });

  it.each([
    ['dimensions.0.price', plan('2025-10-01', { price: '-1' })],
    ['dimensions.0.minimumUnits', plan('2025-10-01', { minimumUnits: 61 })],
    ['effectiveFrom', plan('2025-02-30')],
    ['more', { ...plan('2025-10-01'), more: 1 }],
  ])('are rejected by the name of the field: %s', async (field, body) => {
    const { status, errors } = await api.sendRefused('rates', { method: 'PUT', body });
    expect([status, errors?.map((error) => error.field)]).toEqual([400, [field]]);
  });

  it.each(['rates', 'rates/preview'])('are rejected from a page of another site: %s', async (path) => {
    const method = path === 'rates' ? 'PUT' : 'POST';
    const headers = { origin: 'https://elsewhere.example' };
    expect((await api.sendRefused(path, { method, body: plan('2025-10-01'), headers })).status).toBe(403);
    expect((await get()).history).toEqual([]);
  });

  it('that change only prices keep what was counted', async () => {
    await rollUp();
    await put(plan('2025-10-05'));
    await put(plan('2025-10-05', { price: '7' }));
    expect(await marks()).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    ['increment', { incrementSeconds: 1 }, 1820 / 60],
    ['minimum', { minimumUnits: 40 }, 40],
  ])('that change an %s recount what started since', async (_, told, expected) => {
    await rollUp();
    expect(await minutes()).toBe(31);
    await put(plan('2025-10-05', told));
    expect(await marks()).toEqual([0, 1, 1, 1, 1]);
    expect(await minutes()).toBe(expected);
  });

  it('are previewed for a month, without saving', async () => {
    await put(plan('2025-01-01'));
    const preview = (body: Rates) => api.send('rates/preview?month=2025-10', { method: 'POST', body }, ratePreview);
    expect(await preview(plan('2999-01-01', { price: '0.3' }))).toMatchObject({
      month: '2025-10',
      currency: { saved: 'USD', edited: 'USD' },
      dimensions: [
        {
          dimension: 'participant',
          minutes: { saved: 31, edited: 31 },
          billable: { saved: 21, edited: 21 },
          amount: { saved: '2.1', edited: '6.3', difference: '4.2' },
        },
      ],
      monthlyFee: { saved: '50', edited: '50', difference: '0' },
      total: { saved: '52.1', edited: '56.3', difference: '4.2' },
    });
    const bySecond = await preview(plan('2999-01-01', { incrementSeconds: 30 }));
    expect(bySecond.dimensions[0]).toMatchObject({
      minutes: { saved: 31, edited: 30.5 },
      amount: { difference: '-0.05' },
    });
    expect((await get()).history).toHaveLength(1);
  });

  it('are previewed for the last month by default, and only for a valid month', async () => {
    const { month } = await api.send('rates/preview', { method: 'POST', body: plan('2025-10-01') }, ratePreview);
    expect(month < new Date().toISOString().slice(0, 7)).toBe(true);
    const refused = await api.sendRefused('rates/preview?month=2025-13', { method: 'POST', body: plan('2025-10-01') });
    expect(refused.errors?.map(({ field }) => field)).toEqual(['month']);
  });
});
