import { TestBed } from '@angular/core/testing';
import { LIVE_CLIENT } from '../live/client.token';
import { at, change, FakeClient, session } from '../live/testing';
import { SessionsStore } from './sessions.store';

describe('SessionsStore', () => {
  let client: FakeClient;
  let store: SessionsStore;
  const sids = () => store.rows().map(({ sid }) => sid);

  beforeEach(() => {
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [SessionsStore, { provide: LIVE_CLIENT, useValue: client }] });
    store = TestBed.inject(SessionsStore);
  });

  it('is loading until the snapshot arrived, even if it is empty', () => {
    expect(store.loading()).toBe(true);
    client.snapshot('sessions');
    expect(store.loading()).toBe(false);
    expect(store.total()).toBe(0);
  });

  it('filters by room name and sid, in any case, new rows too', () => {
    client.snapshot('sessions', [
      change(session('RM_1', { name: 'Webinar' })),
      change(session('RM_2', { name: 'call' })),
    ]);
    store.filter({ words: ' webINAR ', flags: [] });
    expect(sids()).toEqual(['RM_1']);
    store.filter({ words: 'rm_', flags: [] });
    client.changes('sessions', [change(session('RM_3'))]);
    expect(sids()).toHaveLength(3);
  });

  it('reads from REST what is too large for a snapshot, and continues from there', async () => {
    const pages = [['RM_1', 'RM_2'], ['RM_3']];
    let asked = 0;
    globalThis.fetch = (() => {
      const items = (pages[asked] ?? []).map((sid) => session(sid));
      const body = { items, nextCursor: asked === 0 ? 'next' : null, epoch: at(0).epoch, offset: 70 + asked };
      asked += 1;
      return Promise.resolve({
        ok: true,
        json: () => Promise.resolve(body),
      });
    }) as unknown as typeof fetch;

    client.refuse('sessions', 'too_large');
    while (store.loading()) await Promise.resolve();

    expect(sids()).toEqual(['RM_1', 'RM_2', 'RM_3']);
    expect(client.since.get('sessions')).toEqual(at(70));
    client.changes('sessions', [change(session('RM_3', { people: 4 }), 71)]);
    expect(store.rows()[2]?.value().people).toBe(4);
  });

  it('shows why it was rejected, and retries on request', () => {
    client.refuse('sessions', 'forbidden');
    expect(store.error()).toBe('refused: forbidden');
    store.connect();
    client.snapshot('sessions', [change(session('RM_1'))]);
    expect(store.error()).toBeNull();
    expect(sids()).toEqual(['RM_1']);
  });

  it('unsubscribes with the page', () => {
    TestBed.resetTestingModule();
    expect(client.topics).not.toContain('sessions');
  });
});
