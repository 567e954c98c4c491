import { costs, type Rates } from '@livekit-dashboard/contracts';
import { dayStartMs } from './calendar';
import { costOf, includedAmount, totalAmount, type CostRange, type DayUsage } from './cost';
import { costView } from './cost-view';
import { monthForecast } from './forecast';
import { shownMoney } from './money';
import { listAmount } from './parts';
import { RatePlans } from './plans';

const rate = { dimension: 'participant', includedMinutes: 100, incrementSeconds: 60, minimumUnits: 0 } as const;
const plan = (effectiveFrom: string, price: string, currency = 'USD'): Rates => ({
  currency,
  monthlyFee: '50',
  effectiveFrom,
  dimensions: [{ ...rate, price }],
});
const used = (day: string, minutes: number, estimated = 0): DayUsage => ({
  day,
  seconds: { participant: minutes * 60 },
  estimated: { participant: estimated * 60 },
});

const usage = [used('2026-09-30', 500), used('2026-10-01', 60), used('2026-10-02', 60, 10), used('2026-11-01', 10)];
const range = (from: string, to: string, ...plans: Rates[]): CostRange => ({
  from,
  to,
  usage,
  plans: new RatePlans(plans),
  nowMs: dayStartMs('2026-11-02'),
});
const steady = plan('2026-01-01', '0.01');

describe('cost', () => {
  it('[US5] uses up the included minutes in time order, anew each month', () => {
    const view = costView(costOf(range('2026-10-01', '2026-11-02', steady)));
    expect(view.lines).toEqual([
      {
        dimension: 'participant',
        minutes: 130,
        included: 110,
        billable: 20,
        estimated: 10,
        price: '0.01',
        amount: '0.2',
      },
    ]);
    expect(view).toMatchObject({ currency: 'USD', monthlyFee: '100', total: '100.2', estimatedMinutes: 10 });
    expect(view.days.find(({ day }) => day === '2026-10-02')).toMatchObject({ monthlyFee: '0', amount: '0.2' });
  });

  it('of a day depends only on the earlier days of its month, whatever the range', () => {
    expect(costView(costOf(range('2026-10-02', '2026-10-03', steady))).total).toBe('0.2');
    expect(costView(costOf(range('2026-10-02', '2026-10-02', steady))).total).toBeNull();
  });

  it('has a line for each price of a dimension', () => {
    const { lines } = costView(costOf(range('2026-09-30', '2026-10-03', steady, plan('2026-10-02', '0.03'))));
    expect(lines.map(({ billable, price, amount }) => [billable, price, amount])).toEqual([
      [400, '0.01', '4'],
      [20, '0.03', '0.6'],
    ]);
  });

  it('[US15] is unknown without rates, and in part before the first plan or in another currency', () => {
    const none = costView(costOf(range('2026-10-01', '2026-10-03')));
    expect(none).toMatchObject({ currency: null, total: null, monthlyFee: null });
    expect(none.lines).toMatchObject([{ minutes: 120, price: null, amount: null }]);
    const later = costView(costOf(range('2026-10-01', '2026-10-03', plan('2026-10-02', '0.03'))));
    expect(later).toMatchObject({ monthlyFee: '0', total: '1.8' });
    const euro = costView(costOf(range('2026-10-01', '2026-10-03', steady, plan('2026-10-02', '0.03', 'EUR'))));
    expect(euro.lines.map(({ price, amount }) => [price, amount])).toEqual([
      [null, null],
      ['0.03', '0.6'],
    ]);
  });

  it('[US5] has no fee of a month that has not begun', () => {
    expect(costView(costOf(range('2026-11-01', '2027-01-01', steady))).monthlyFee).toBe('50');
  });

  it('[US7] equals its parts at list price, the included minutes and the fee', () => {
    const cost = costOf(range('2026-10-01', '2026-11-02', steady));
    const parts = [usage.slice(1, 2), usage.slice(2)].map((part) =>
      listAmount(part, new RatePlans([steady]), cost.currency),
    );
    expect(parts.map((part) => shownMoney(part))).toEqual(['0.6', '0.7']);
    expect(shownMoney(includedAmount(cost))).toBe('-1.1');
    expect(totalAmount(cost)).toBe(
      parts.reduce((sum, part) => sum + part, 100n * 60n * 10n ** 9n) + includedAmount(cost),
    );
  });

  it('has the shape of the contract', () => {
    const view = costView(costOf(range('2026-10-01', '2026-10-03', steady)));
    const reply = { ...view, monthToDate: null, forecast: null, parts: null, previous: null };
    const asOf = { epoch: '0f1b7d2e-3c4a-4f5b-8d6e-7f8091a2b3c4', offset: 0, serverTime: '2026-11-02T00:00:00.000Z' };
    expect(costs.safeParse({ ...reply, ...asOf })).toMatchObject({ success: true });
  });
});

describe('the forecast of a month', () => {
  const at = (now: string, ...plans: Rates[]) =>
    monthForecast({ usage, plans: new RatePlans(plans), nowMs: Date.parse(now) });

  it('continues at the pace so far, beyond the remaining included minutes', () => {
    // 120 min in 3 of 31 days: 1120 more, none of them included.
    const { monthToDate, forecast } = at('2026-10-04T00:00:00Z', steady);
    expect([monthToDate, forecast].map((money) => shownMoney(money ?? 0n))).toEqual(['50.2', '61.4']);
    // 60 min in a day: 1800 more, 40 of them included.
    expect(shownMoney(at('2026-10-02T00:00:00Z', steady).monthToDate ?? 0n)).toBe('50.2');
  });

  it('is unknown on the first day, and where something has no price', () => {
    expect(at('2026-11-01T23:59:59Z', steady).forecast).toBeNull();
    expect(at('2026-11-01T23:59:59Z', steady).monthToDate).not.toBeNull();
    expect(at('2026-10-04T00:00:00Z', plan('2026-10-02', '1')).forecast).toBeNull();
    expect(at('2026-10-04T00:00:00Z')).toEqual({ monthToDate: null, forecast: null });
  });
});
