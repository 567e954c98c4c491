import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { sessionTopic } from '@livekit-dashboard/contracts';
import { LIVE_CLIENT } from '../live/client.token';
import { at, change, FakeClient, nextTask, session } from '../live/testing';
import { SessionStore } from './session.store';
import { participant, track } from './testing';

const TOPIC = sessionTopic('RM_a');

describe('SessionStore', () => {
  let client: FakeClient;
  let store: SessionStore;

  beforeEach(() => {
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [SessionStore, { provide: LIVE_CLIENT, useValue: client }] });
    store = TestBed.inject(SessionStore);
    store.open('RM_a', null);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('holds what the topic sends', () => {
    expect(store.loading()).toBe(true);
    const ann = participant('PA_1', 'ann');
    client.snapshot(TOPIC, [change(session('RM_a')), { kind: 'participant', id: 'PA_1', offset: 1, value: ann }]);
    expect([store.loading(), store.session()?.sid, store.participants()]).toEqual([false, 'RM_a', [ann]]);
    expect(store.census().came.person).toBe(1);
  });

  it('is empty for a session that retention deleted', () => {
    const ann = participant('PA_1', 'ann');
    client.snapshot(TOPIC, [change(session('RM_a')), { kind: 'participant', id: 'PA_1', offset: 1, value: ann }]);
    client.changes(TOPIC, [
      { kind: 'session', id: 'RM_a', offset: 9, value: null },
      { kind: 'participant', id: 'PA_1', offset: 9, value: null },
    ]);
    expect([store.loading(), store.session(), store.participants()]).toEqual([false, null, []]);
  });

  it('pages through REST if the snapshot is too large, then continues from there', async () => {
    const asOf = { ...at(40), serverTime: '2026-11-23T09:00:00.000Z' };
    const whole = { session: session('RM_a'), egresses: [], ingresses: [], peakPeople: 2, ...asOf };
    const [ann, ben, mic] = [participant('PA_1', 'ann'), participant('PA_2', 'ben'), track('TR_1', 'PA_1')];
    const pages: Readonly<Record<string, object>> = {
      '/api/v1/sessions/RM_a': {
        ...whole,
        participants: [ann],
        tracks: [mic],
        participantsNextCursor: 'c',
        tracksNextCursor: null,
      },
      '/api/v1/sessions/RM_a?participantsCursor=c': {
        ...whole,
        participants: [ben],
        tracks: [mic],
        participantsNextCursor: null,
        tracksNextCursor: null,
      },
    };
    const asked: string[] = [];
    globalThis.fetch = jest.fn((path: string) => {
      asked.push(path);
      return Promise.resolve({
        ok: true,
        json: () => Promise.resolve(pages[path]),
      } as Response);
    }) as unknown as typeof fetch;
    client.refuse(TOPIC, 'too_large');
    await nextTask();
    expect(asked).toEqual(Object.keys(pages));
    expect(store.participants().map(({ sid }) => sid)).toEqual(['PA_1', 'PA_2']);
    expect(store.tracks()).toHaveLength(1);
    expect(client.since.get(TOPIC)).toEqual(at(40));
    client.changes(TOPIC, [{ kind: 'participant', id: 'PA_2', offset: 41, value: { ...ben, name: 'Ben' } }]);
    expect(store.participants()[1]?.name).toBe('Ben');
  });

  it('offers the servers if several have the sid', async () => {
    const choices = ['eu', 'us'].map((source) => ({
      source,
      sid: 'RM_a',
      href: `/api/v1/sessions/RM_a?source=${source}`,
    }));
    const problem = { title: 'Multiple Choices', status: 300, detail: '2 servers have a session RM_a.', choices };
    globalThis.fetch = jest.fn(() =>
      Promise.resolve({ ok: false, status: 300, json: () => Promise.resolve(problem) } as Response),
    );
    client.refuse(TOPIC, 'ambiguous');
    await nextTask();
    expect([store.servers(), store.error()]).toEqual([['eu', 'us'], null]);
    store.open('RM_a', 'us');
    client.snapshot(sessionTopic('RM_a', 'us'), [change(session('RM_a', { source: 'us' }))]);
    expect([store.servers(), store.session()?.source]).toEqual([[], 'us']);
  });

  it("shows REST's error", async () => {
    globalThis.fetch = jest.fn(() => Promise.reject(new TypeError('failed')));
    client.refuse(TOPIC, 'too_large');
    await nextTask();
    expect(store.error()).toContain('is not responding');
  });
});
