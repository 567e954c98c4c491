import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { StoredEvent } from '@livekit-dashboard/contracts';
import { LIVE_CLIENT } from '../live/client.token';
import { FakeClient, storedEvent } from '../live/testing';
import { SessionEventsStore } from './session-events.store';

const TOPIC = 'events:RM_a';

describe('SessionEventsStore', () => {
  let client: FakeClient;
  let stored: StoredEvent[];
  let asked: string[];
  let store: SessionEventsStore;

  beforeEach(() => {
    client = new FakeClient();
    stored = [];
    asked = [];
    globalThis.fetch = jest.fn((address: string) => {
      asked.push(address);
      const after = Number(new URL(address, 'http://host').searchParams.get('after'));
      const items = stored.filter((event) => event.offset > after).slice(0, 500);
      return Promise.resolve({
        ok: true,
        json: () => Promise.resolve({ items }),
      });
    }) as unknown as typeof fetch;
    TestBed.configureTestingModule({ providers: [SessionEventsStore, { provide: LIVE_CLIENT, useValue: client }] });
    store = TestBed.inject(SessionEventsStore);
    store.open({ sid: 'RM_a', source: null });
  });

  const offsets = () => store.events().map((event) => event.offset);
  const settled = async () => {
    while (store.loading()) await Promise.resolve();
  };

  it('merges stored and live events by offset, each once', async () => {
    stored = [storedEvent(1), storedEvent(4)];
    client.jump(TOPIC, 4);
    client.events(TOPIC, [storedEvent(6)]); // before the answer of REST
    stored.push(storedEvent(6));
    await settled();
    client.events(TOPIC, [storedEvent(9)]);
    expect(offsets()).toEqual([1, 4, 6, 9]);
  });

  it('loads page after page', async () => {
    stored = Array.from({ length: 1100 }, (_, index) => storedEvent(index + 1));
    client.jump(TOPIC, 1100);
    await settled();
    expect(offsets()).toHaveLength(1100);
    expect(asked).toHaveLength(3);
  });

  it('loads the gap after a jump, and no more', async () => {
    stored = [storedEvent(1)];
    client.jump(TOPIC, 1);
    await settled();
    stored.push(storedEvent(2), storedEvent(3));
    client.jump(TOPIC, 3);
    await settled();
    expect(offsets()).toEqual([1, 2, 3]);
    expect(asked.at(-1)).toContain('after=1');
  });

  it('shows the error, and recovers on retry', async () => {
    const works = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError('failed'));
    stored = [storedEvent(1)];
    client.jump(TOPIC, 1);
    await settled();
    expect(store.error()).toBe('The server at http://localhost is not responding.');
    globalThis.fetch = works;
    client.events(TOPIC, [storedEvent(5)]);
    stored.push(storedEvent(3), storedEvent(5));
    await store.fill();
    expect(store.error()).toBeNull();
    expect(offsets()).toEqual([1, 3, 5]);
  });

  it('unsubscribes with its page', () => {
    expect(client.topics).toContain(TOPIC);
    TestBed.resetTestingModule();
    expect(client.topics).not.toContain(TOPIC);
  });
});
