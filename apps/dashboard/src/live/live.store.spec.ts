import { TestBed } from '@angular/core/testing';
import { LIVE_CLIENT } from './client.token';
import { LiveStore } from './live.store';
import { activity, activityItem, busySession, digest, FakeClient, health, hour, readings, stats } from './testing';

const AT = '2026-11-23T09:00:00.000Z';

describe('LiveStore', () => {
  let client: FakeClient;
  let live: LiveStore;

  beforeEach(() => {
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [{ provide: LIVE_CLIENT, useValue: client }] });
    live = TestBed.inject(LiveStore);
  });

  it('holds one digest of each kind of the overview', () => {
    client.snapshot('overview', [
      digest('stats', stats({ people: 3 })),
      digest('hour', hour({ people: readings(2, 3) })),
      digest('busiest', { at: AT, to: AT, sessions: [busySession('RM_a')] }),
      digest('activity', activity(activityItem(7))),
      digest('health', health({ rejectedToday: 1 })),
    ]);
    expect(live.stats()?.people).toBe(3);
    expect(live.hour()?.people.at(-1)).toBe(3);
    expect(live.busiest()?.sessions[0]?.sid).toBe('RM_a');
    expect(live.activity()?.items[0]?.offset).toBe(7);
    expect(live.health()?.rejectedToday).toBe(1);
  });

  it('replaces the digests of a message and keeps the others', () => {
    client.snapshot('overview', [digest('stats', stats({ people: 3 })), digest('health', health())]);
    const before = live.health();
    client.changes('overview', [digest('stats', stats({ people: 4 }))]);
    expect(live.stats()?.people).toBe(4);
    expect(live.health()).toBe(before);
  });
});
