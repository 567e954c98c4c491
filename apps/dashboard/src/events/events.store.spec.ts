import { TestBed } from '@angular/core/testing';
import { LIVE_CLIENT } from '../live/client.token';
import { FakeClient, storedEvent } from '../live/testing';
import { EventsStore, TAIL } from './events.store';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => storedEvent(from + index));

describe('EventsStore', () => {
  let client: FakeClient;
  let store: EventsStore;
  let afters: (string | null)[];
  let floor: number;
  const offsets = () => store.events().map(({ offset }) => offset);

  /** The topic starts at `head`; REST has everything from `floor` up to there. */
  async function start(head: number): Promise<void> {
    globalThis.fetch = ((address: string) => {
      const after = new URL(address, 'http://host').searchParams.get('after');
      afters.push(after);
      const gone = Number(after) < floor;
      const body = gone ? { detail: 'gone', floor } : { items: range(Number(after) + 1, head) };
      return Promise.resolve({ ok: !gone, status: gone ? 410 : 200, json: () => Promise.resolve(body) });
    }) as unknown as typeof fetch;
    client.jump('events', head);
    while (store.loading()) await Promise.resolve();
  }

  beforeEach(() => {
    afters = [];
    floor = 0;
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [EventsStore, { provide: LIVE_CLIENT, useValue: client }] });
    store = TestBed.inject(EventsStore);
  });

  it('begins with the last of what is stored, then follows', async () => {
    await start(1000);
    client.events('events', range(1001, 1002));
    expect(offsets()[0]).toBe(501);
    expect(offsets().at(-1)).toBe(1002);
  });

  it('takes what is still kept if retention took the rest', async () => {
    floor = 998;
    await start(1000);
    expect(offsets()).toEqual([999, 1000]);
  });

  it('moves nothing while it is held, and shows all of it after', async () => {
    await start(3);
    store.hold(true);
    client.events('events', range(4, 6));
    expect(offsets()).toEqual([1, 2, 3]);
    expect(store.waiting()).toBe(3);
    store.hold(false);
    expect(offsets()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(store.waiting()).toBe(0);
  });

  it('holds a bounded tail, and says how much it let go; what it shows has no hole', async () => {
    await start(1);
    store.hold(true);
    client.events('events', range(2, TAIL + 11));
    expect(store.waiting()).toBe(TAIL + 10);
    expect(store.dropped()).toBe(10);
    store.hold(false);
    expect(offsets()).toHaveLength(TAIL);
    expect(offsets()[0]).toBe(12);
  });
});
