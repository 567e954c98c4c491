import type { Rates } from '@livekit-dashboard/contracts';
import { dayStartMs } from './calendar';
import { RatePlans } from './plans';
import { pricePeriods } from './parts';
import { rateChanges } from './rate-changes';

const plan = (effectiveFrom: string, price: string, more: Partial<Rates> = {}): Rates => ({
  currency: 'USD',
  monthlyFee: price,
  effectiveFrom,
  dimensions: [
    { dimension: 'sip', price, includedMinutes: Number(price) * 10, incrementSeconds: 10, minimumUnits: Number(price) },
  ],
  ...more,
});

const saved = [plan('2026-03-10', '1'), plan('2026-06-01', '9'), plan('2026-04-01', '2'), plan('2026-06-01', '3')];
const plans = new RatePlans(saved);

describe('rate plans', () => {
  it.each([
    ['2026-03-09', null],
    ['2026-03-10', '1'],
    ['2026-04-01', '2'],
    ['2026-05-31', '2'],
    ['2026-06-01', '3'],
    ['2031-01-01', '3'],
  ])('on %s charge %p: until the next day of a plan, and of one day the plan saved last', (day, price) => {
    expect(plans.priceOn(day, 'sip', 'USD')).toBe(price);
  });

  it('include the minutes and the fee in force at the start of the month', () => {
    expect(plans.includedIn('2026-03-31', 'sip')).toBe(0);
    expect(plans.feeIn('2026-03-31', 'USD')).toBe('0');
    expect(plans.includedIn('2026-04-15', 'sip')).toBe(20 * 60);
    expect(plans.feeIn('2026-04-15', 'USD')).toBe('2');
  });

  it('have no price in another currency, nor for a dimension they do not name', () => {
    expect(plans.priceOn('2026-06-01', 'sip', 'EUR')).toBeNull();
    expect(plans.feeIn('2026-06-01', 'EUR')).toBe('0');
    expect(plans.priceOn('2026-06-01', 'agent', 'USD')).toBeNull();
  });

  it('have the increment in force at an instant, and whole minutes without a plan', () => {
    const lastInstant = dayStartMs('2026-06-01') - 1;
    expect(plans.incrementsAt(lastInstant).sip).toEqual({ incrementMs: 10_000, minimumUnits: 2 });
    expect(plans.incrementsAt(lastInstant + 1).sip).toEqual({ incrementMs: 10_000, minimumUnits: 3 });
    expect(plans.incrementsAt(lastInstant).agent).toEqual({ incrementMs: 60_000, minimumUnits: 0 });
    expect(plans.incrementsAt(0).sip).toEqual({ incrementMs: 60_000, minimumUnits: 0 });
  });

  it('return the periods within which no price changes', () => {
    expect(pricePeriods(plans, '2026-03-12', '2026-06-01')).toEqual(['2026-03-12', '2026-04-01']);
    expect(pricePeriods(plans, '2026-03-12', '2026-03-12')).toEqual([]);
  });
});

describe('the history of rates', () => {
  it('has each field with its old and new value', () => {
    const [before, after] = [plan('2026-03-10', '1'), plan('2026-03-10', '1', { monthlyFee: '5', dimensions: [] })];
    expect(rateChanges(before, before)).toEqual([]);
    expect(rateChanges(before, after)).toEqual([
      { field: 'monthlyFee', from: '1', to: '5' },
      { field: 'dimensions.sip.price', from: '1', to: null },
      { field: 'dimensions.sip.includedMinutes', from: '10', to: null },
      { field: 'dimensions.sip.incrementSeconds', from: '10', to: null },
      { field: 'dimensions.sip.minimumUnits', from: '1', to: null },
    ]);
    expect(rateChanges(null, plan('2026-03-10', '1'))).toContainEqual({ field: 'currency', from: null, to: 'USD' });
  });
});
