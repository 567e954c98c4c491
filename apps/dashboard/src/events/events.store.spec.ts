import { TestBed } from '@angular/core/testing';
import type { StoredEvent } from '@livekit-dashboard/contracts';
import { LIVE_CLIENT } from '../live/client.token';
import { FakeClient, nextTask, storedEvent } from '../live/testing';
import { EventsStore, type Shown } from './events.store';

const ALL: Shown = { filter: {}, instants: { from: null, to: null }, live: true, tz: 'Europe/Berlin', rejected: null };
const iso = (n: number): string => new Date(Date.parse('2026-11-23T09:00:00.000Z') + n * 1000).toISOString();
const event = (offset: number, told: Partial<StoredEvent> = {}): StoredEvent => ({
  ...storedEvent(offset),
  receivedAt: iso(offset),
  ...told,
});

describe('EventsStore', () => {
  let client: FakeClient;
  let store: EventsStore;
  let log: StoredEvent[];
  let asked: URL[];
  const keys = () => store.rows().map(({ key }) => key);

  beforeEach(() => {
    log = [1, 2, 3].map((n) => event(n));
    asked = [];
    globalThis.fetch = ((address: string) => {
      const url = new URL(address, 'http://host');
      asked.push(url);
      const newest = [...log].reverse();
      const start = Number(url.searchParams.get('cursor') ?? 0);
      const rejections = [
        { id: 7, at: iso(2.5), reason: 'expired', apiKey: null, source: null, bytes: 1, remoteAddress: null },
      ];
      const reply = url.pathname.endsWith('rejections')
        ? { items: rejections, nextCursor: null, notListed: 40 }
        : url.searchParams.has('facets')
          ? { items: [], facets: {}, buckets: null }
          : {
              items: newest.slice(start, start + 2),
              nextCursor: newest.length > start + 2 ? String(start + 2) : null,
              total: log.length,
            };
      return Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve(reply) });
    }) as unknown as typeof fetch;
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [EventsStore, { provide: LIVE_CLIENT, useValue: client }] });
    store = TestBed.inject(EventsStore);
  });

  it('lists the newest first, with rejected deliveries as far back as the loaded events', async () => {
    store.open(ALL);
    await nextTask();
    expect(keys()).toEqual(['3', 'rejection 7', '2']);
    expect(store.notListed()).toBe(40);
    await store.loadMore();
    expect(keys()).toEqual(['3', 'rejection 7', '2', '1']);
    expect(store.hasMore()).toBe(false);
  });

  it('queries the server with the filters of the page, over the whole range', async () => {
    store.open({ ...ALL, filter: { event: 'a,b', text: 'x' }, instants: { from: iso(0), to: null } });
    await nextTask();
    const list = asked.find((url) => url.pathname.endsWith('events') && !url.searchParams.has('facets'));
    expect(Object.fromEntries(list?.searchParams ?? [])).toMatchObject({
      event: 'a,b',
      q: 'x',
      from: iso(0),
      sort: '-receivedAt',
    });
    expect(asked.some((url) => url.pathname.endsWith('rejections'))).toBe(false);
  });

  it('adds new events at the top, and counts them while it is held', async () => {
    store.open({ ...ALL, rejected: 'hide' });
    await nextTask();
    client.events('events', [event(4)]);
    expect(keys()).toEqual(['4', '3', '2']);
    store.hold(true);
    client.events('events', [event(5), event(6)]);
    expect([keys()[0], store.waiting()]).toEqual(['4', 2]);
    store.hold(false);
    expect([keys()[0], store.waiting()]).toEqual(['6', 0]);
  });

  it('shows new events only if they match, and not in a past range', async () => {
    store.open({ ...ALL, filter: { room: 'mine' } });
    await nextTask();
    client.events('events', [event(4), event(5, { roomName: 'mine' })]);
    expect(keys()[0]).toBe('5');
    store.open({ ...ALL, live: false, rejected: 'hide' });
    await nextTask();
    client.events('events', [event(6)]);
    expect(keys()[0]).toBe('3');
  });

  it('reloads the first page after a gap of the topic, without losing new events', async () => {
    store.open({ ...ALL, rejected: 'hide' });
    await nextTask();
    log.push(event(4), event(5));
    client.jump('events', 5);
    client.events('events', [event(6)]);
    await nextTask();
    expect(keys()).toEqual(['6', '5', '4']);
  });
});
