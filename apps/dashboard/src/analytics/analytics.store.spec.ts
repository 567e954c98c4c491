import { TestBed } from '@angular/core/testing';
import { AnalyticsStore } from './analytics.store';

const DAYS = { from: '2026-11-01', to: '2026-11-30' };
const FILTERS = { room: 'a&b', identity: undefined, agent: undefined, tenant: undefined };

describe('AnalyticsStore', () => {
  const asked: string[] = [];

  beforeEach(() => {
    asked.length = 0;
    globalThis.fetch = ((url: string) => {
      asked.push(url);
      return Promise.resolve({ ok: true, json: () => Promise.resolve({}) });
    }) as unknown as typeof fetch;
    TestBed.configureTestingModule({ providers: [AnalyticsStore] });
  });

  it('asks for the days of the zone, the last one whole', async () => {
    await TestBed.inject(AnalyticsStore).ask(DAYS, FILTERS, 'utc');
    const { pathname, searchParams } = new URL(asked[0] ?? '', 'http://host');
    expect(pathname).toBe('/api/v1/analytics');
    expect(Object.fromEntries(searchParams)).toEqual({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
      tz: 'UTC',
      room: 'a&b',
      top: '0',
    });
  });

  it('asks apart who had the most time', async () => {
    await TestBed.inject(AnalyticsStore).ask(DAYS, FILTERS, 'utc');
    const about = 'from=2026-11-01T00%3A00%3A00.000Z&to=2026-12-01T00%3A00%3A00.000Z&tz=UTC&room=a%26b&limit=11';
    expect(asked.slice(1)).toEqual([`/api/v1/usage?${about}&groupBy=room`, `/api/v1/usage?${about}&groupBy=identity`]);
  });

  it('names the local zone', async () => {
    await TestBed.inject(AnalyticsStore).ask(DAYS, FILTERS, 'local');
    const { searchParams } = new URL(asked[0] ?? '', 'http://host');
    expect(searchParams.get('tz')).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it('asks what whole UTC days cost', async () => {
    await TestBed.inject(AnalyticsStore).askCosts(DAYS, FILTERS, { groupBy: 'room', limit: 10 });
    expect(asked).toEqual(['/api/v1/costs?from=2026-11-01&to=2026-12-01&groupBy=room&limit=10&room=a%26b']);
  });
});
