import type { CostLine } from '@livekit-dashboard/contracts';
import { costChart, lineRows, minus, partRows } from './cost-views';
import type { Scope } from './links';
import { costs, NO_MINUTES } from './testing';

const SCOPE: Scope = {
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-24T00:00:00.000Z',
  tz: 'UTC',
  filters: { room: undefined, identity: undefined, agent: undefined, tenant: undefined },
};
const line = (more: Partial<CostLine>): CostLine => ({
  dimension: 'participant',
  minutes: 0,
  included: 0,
  billable: 0,
  estimated: 0,
  price: '0.0005',
  amount: '0',
  ...more,
});

describe('lines of costs', () => {
  it('contain what was used, with the price and its digits', () => {
    const rows = lineRows(
      costs({
        lines: [
          line({ minutes: 6000, included: 5000, billable: 1000, estimated: 12.5, amount: '0.5' }),
          line({ dimension: 'sip' }),
          line({ dimension: 'agent', minutes: 3, price: null, amount: null }),
        ],
      }),
    );
    expect(rows).toMatchObject([
      { label: 'Participants', minutes: ['6,000', '5,000', '1,000'], price: '$0.0005', amount: '$0.50' },
      { label: 'Agents', price: '–', amount: '–' },
    ]);
    expect(rows[0]?.estimated).toBe('12.5 of them estimated');
  });
});

describe('costs by day', () => {
  it('are text where a table shows them', () => {
    const days = [{ day: '2026-11-22', minutes: NO_MINUTES, monthlyFee: '0', amount: '90071992547409930.25' }];
    expect(costChart(costs({ days }))?.series[0]?.texts).toEqual(['$90,071,992,547,409,930.25']);
  });

  it('exclude the monthly fee, which would dwarf all other days', () => {
    const days = [{ day: '2026-11-01', minutes: NO_MINUTES, monthlyFee: '50', amount: '50.000000000007' }];
    const chart = costChart(costs({ days }));
    expect(chart?.series[0]?.values).toEqual([0.000000000007]);
    expect(chart?.summary).toBe('without monthly fee');
  });

  it('are exact', () => {
    expect(minus('113.03', '50')).toBe('63.03');
    expect(minus('0.1', '0.3')).toBe('-0.2');
    expect(minus('9007199254740993', '9007199254740992.5')).toBe('0.5');
    expect(minus('10', '0')).toBe('10');
    expect(minus('5', '5')).toBe('0');
  });

  it('are missing without rates', () => {
    expect(costChart(costs({ currency: null, total: null }))).toBeNull();
  });
});

describe('parts of costs', () => {
  const rest = { nextCursor: null, listPrice: '1', included: '0' };
  const minutes = { ...NO_MINUTES, participant: 12, transcode_audio: 1, transcode_video: 2 };

  it('link to the sessions of a room, to the session itself, or to nothing', () => {
    const items = [
      { key: 'support', source: null, minutes, amount: '0.75' },
      { key: null, source: null, minutes, amount: '0.25' },
    ];
    const [room, none] = partRows({ groupBy: 'room', items, ...rest }, 'USD', SCOPE);
    expect(room).toMatchObject({ amount: '$0.75', sid: null, query: { room: 'support' } });
    expect(room?.minutes).toEqual(['12', '0', '0', '3', '0']);
    expect(none).toMatchObject({ link: null, query: null });
    const sessions = ['default', 'eu'].map((source) => ({ key: 'RM_1', source, minutes, amount: '1' }));
    expect(partRows({ groupBy: 'session', items: sessions, ...rest }, 'USD', SCOPE)).toMatchObject([
      { sid: 'RM_1', link: ['/sessions', 'RM_1'], query: {} },
      { sid: 'RM_1', link: ['/sessions', 'RM_1'], query: { source: 'eu' } },
    ]);
  });

  it('are sorted by price or by minutes', () => {
    const items = [
      { key: 'talk', source: null, minutes: { ...NO_MINUTES, participant: 900 }, amount: '0.9' },
      { key: 'record', source: null, minutes: { ...NO_MINUTES, transcode_video: 100 }, amount: '2' },
    ];
    const keys = (sort?: 'price' | 'minutes') =>
      partRows({ groupBy: 'room', items, ...rest }, 'USD', SCOPE, sort).map(({ key }) => key);
    expect(keys()).toEqual(['record', 'talk']);
    expect(keys('minutes')).toEqual(['talk', 'record']);
  });
});
