import type { Rates } from '@livekit-dashboard/contracts';
import { haveSameIncrements, withPlanFrom, withPlan } from './plan-edits';
import { RatePlans } from './plans';

const plan = (effectiveFrom: string, price: string, incrementSeconds = 60, minimumUnits = 0): Rates => ({
  currency: 'USD',
  monthlyFee: '0',
  effectiveFrom,
  dimensions: [{ dimension: 'sip', price, includedMinutes: 0, incrementSeconds, minimumUnits }],
});
const saved = new RatePlans([plan('2026-03-01', '1'), plan('2026-06-01', '2', 10)]);
const none = new RatePlans([]);

describe('an added plan', () => {
  it('is in force until the next one', () => {
    const plans = withPlan(saved, plan('2026-04-01', '3'));
    expect(['2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01'].map((day) => plans.on(day)?.effectiveFrom)).toEqual(
      ['2026-03-01', '2026-04-01', '2026-04-01', '2026-06-01'],
    );
  });

  it('can replace all later plans', () => {
    const plans = withPlanFrom(saved, '2026-05-01', plan('2027-01-01', '3'));
    expect(plans.effectiveDays).toEqual(['2026-03-01', '2026-05-01']);
    expect(plans.priceOn('2026-12-31', 'sip', 'USD')).toBe('3');
    expect(withPlanFrom(saved, '2026-03-01', plan('2027-01-01', '3')).effectiveDays).toEqual(['2026-03-01']);
  });

  it.each([
    ['another price', plan('2026-04-01', '3'), true],
    ['another increment', plan('2026-04-01', '1', 30), false],
    ['another minimum', plan('2026-04-01', '1', 60, 1), false],
    ['an increment that is in force already', plan('2026-07-01', '3', 10), true],
    ['a dimension less, cut by the minute as before', { ...plan('2026-04-01', '1'), dimensions: [] }, true],
  ])('keeps the increments or not: %s', (_, more, alike) => {
    expect(haveSameIncrements(saved, withPlan(saved, more), more.effectiveFrom)).toBe(alike);
  });

  it('keeps the increments where they were whole minutes', () => {
    expect(haveSameIncrements(none, withPlan(none, plan('2026-04-01', '3')), '2026-04-01')).toBe(true);
    expect(haveSameIncrements(none, withPlan(none, plan('2026-04-01', '3', 1)), '2026-04-01')).toBe(false);
  });

  it('is compared only within a range', () => {
    const instead = withPlanFrom(saved, '2026-05-01', plan('2026-05-01', '1'));
    expect(haveSameIncrements(saved, instead, '2026-05-01', '2026-06-01')).toBe(true);
    expect(haveSameIncrements(saved, instead, '2026-05-01', '2026-06-02')).toBe(false);
  });
});
