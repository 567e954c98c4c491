import type { Rates } from '@livekit-dashboard/contracts';
import { dayStartMs } from './calendar';
import { costOf, type Cost, type DayUsage } from './cost';
import { compareCosts } from './cost-comparison';
import { RatePlans } from './plans';

const plan = (price: string, monthlyFee: string, currency = 'USD'): Rates => ({
  currency,
  monthlyFee,
  effectiveFrom: '2026-10-01',
  dimensions: [{ dimension: 'participant', price, includedMinutes: 10, incrementSeconds: 60, minimumUnits: 0 }],
});
const used = (seconds: DayUsage['seconds']): DayUsage[] => [{ day: '2026-10-05', seconds, estimated: {} }];
const cost = (usage: DayUsage[], ...plans: Rates[]): Cost =>
  costOf({
    ...{ from: '2026-10-01', to: '2026-11-01', usage },
    plans: new RatePlans(plans),
    nowMs: dayStartMs('2026-11-02'),
  });
const usage = used({ participant: 3000 });

describe('a month under two sets of rates', () => {
  it('differs by dimension, by fee and in all, to the last digit', () => {
    const compared = compareCosts(cost(usage, plan('0.1', '50')), cost(usage, plan('0.100000001', '49.5')));
    expect(compared).toMatchObject({
      currency: { saved: 'USD', edited: 'USD' },
      dimensions: [
        {
          dimension: 'participant',
          minutes: { saved: 50, edited: 50 },
          billable: { saved: 40, edited: 40 },
          amount: { saved: '4', edited: '4.00000004', difference: '0.00000004' },
        },
      ],
      monthlyFee: { saved: '50', edited: '49.5', difference: '-0.5' },
      total: { saved: '54', edited: '53.50000004', difference: '-0.49999996' },
    });
    expect(compared.notMeasured).toContain('downstream_gb');
  });

  it('has no difference between two currencies, nor without rates', () => {
    const euro = compareCosts(cost(usage, plan('0.1', '50')), cost(usage, plan('0.1', '50', 'EUR')));
    expect(euro.total).toEqual({ saved: '54', edited: '54', difference: null });
    const first = compareCosts(cost(usage), cost(usage, plan('0.1', '50')));
    expect(first.total).toEqual({ saved: null, edited: '54', difference: null });
  });

  it('has no amount for usage without a price', () => {
    const sip = used({ participant: 3000, sip: 60 });
    const compared = compareCosts(cost(sip, plan('0.1', '50')), cost(sip, plan('0.1', '50')));
    expect(compared.dimensions[1]).toMatchObject({ dimension: 'sip', amount: { saved: null, difference: null } });
    expect(compared.total.difference).toBe('0');
  });
});
