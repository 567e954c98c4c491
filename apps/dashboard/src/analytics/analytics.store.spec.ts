import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { LiveStore } from '../live/live.store';
import { AnalyticsStore, type PageRange, unitsOf } from './analytics.store';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');
const NOVEMBER: PageRange = { address: { from: '2026-11-01', to: '2026-11-30' }, tz: 'Asia/Tokyo' };
const RELATIVE: PageRange = { address: { range: 'last7d' }, tz: 'Asia/Tokyo' };
const FILTERS = { room: 'a&b', identity: undefined, agent: undefined, tenant: undefined };

describe('AnalyticsStore', () => {
  const asked: string[] = [];
  const live = signal(true);
  let isDown = false;

  beforeEach(() => {
    asked.length = 0;
    isDown = false;
    live.set(true);
    globalThis.fetch = ((url: string) => {
      asked.push(url);
      return isDown
        ? Promise.reject(new Error('down'))
        : Promise.resolve({
            ok: true,
            json: () => Promise.resolve({}),
          });
    }) as unknown as typeof fetch;
    TestBed.configureTestingModule({
      providers: [AnalyticsStore, { provide: LiveStore, useValue: { live } }],
    });
  });

  const parametersOf = (url: string | undefined) => {
    const { pathname, searchParams } = new URL(url ?? '', 'http://host');
    return { pathname, ...Object.fromEntries(searchParams) };
  };

  it('requests the days of the zone as instants, the last one whole, and the previous period', async () => {
    await TestBed.inject(AnalyticsStore).ask(NOVEMBER, FILTERS, 'day', NOW);
    expect(parametersOf(asked[0])).toEqual({
      pathname: '/api/v1/analytics',
      from: '2026-10-31T15:00:00.000Z',
      to: '2026-11-30T15:00:00.000Z',
      tz: 'Asia/Tokyo',
      room: 'a&b',
      groupBy: 'day',
      compare: 'previous',
      top: '0',
    });
    expect(asked.slice(1).map((url) => new URL(url, 'http://host').searchParams.get('groupBy'))).toEqual([
      'room',
      'identity',
    ]);
  });

  it("leaves a relative range to the server's clock", async () => {
    await TestBed.inject(AnalyticsStore).ask(RELATIVE, FILTERS, 'day', NOW);
    expect(parametersOf(asked[0])).toMatchObject({ range: 'last7d', tz: 'Asia/Tokyo' });
    await TestBed.inject(AnalyticsStore).ask(RELATIVE, FILTERS, 'day', NOW + 1000);
    expect(asked).toHaveLength(3);
  });

  it('requests the cost of the UTC days with the same dates', async () => {
    await TestBed.inject(AnalyticsStore).askCosts(NOVEMBER, FILTERS, { groupBy: 'room', limit: 10 }, NOW);
    expect(parametersOf(asked[0])).toMatchObject({
      from: '2026-11-01',
      to: '2026-12-01',
      groupBy: 'room',
      room: 'a&b',
    });
  });

  it('repeats failed requests once the connection is back, and no others', async () => {
    const store = TestBed.inject(AnalyticsStore);
    TestBed.tick();
    isDown = true;
    await store.ask(RELATIVE, FILTERS, 'day', NOW);
    isDown = false;
    await store.askCosts(RELATIVE, FILTERS, { groupBy: 'room', limit: 10 }, NOW);
    expect([store.analytics.state(), store.costs.state()]).toEqual(['failed', 'loaded']);
    asked.length = 0;
    live.set(false);
    TestBed.tick();
    live.set(true);
    TestBed.tick();
    expect(asked.map((url) => new URL(url, 'http://host').pathname)).toEqual([
      '/api/v1/analytics',
      '/api/v1/usage',
      '/api/v1/usage',
    ]);
  });
});

describe('unitsOf', () => {
  it('chooses hours for short ranges and days for long ones, with a choice in between', () => {
    const units = (range: string, asked?: string) => unitsOf({ address: { range }, tz: 'UTC' }, NOW, asked);
    expect(units('today')).toMatchObject({ canBeHours: true, unit: 'hour' });
    expect(units('today', 'day').unit).toBe('day');
    expect(units('last7d')).toMatchObject({ canBeHours: true, unit: 'day' });
    expect(units('last7d', 'hour').unit).toBe('hour');
    expect(units('last30d', 'hour')).toMatchObject({ canBeHours: false, unit: 'day' });
  });
});
