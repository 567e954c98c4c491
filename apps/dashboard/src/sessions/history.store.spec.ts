import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { session } from '../live/testing';
import { HistoryStore } from './history.store';

const EVERYTHING = { q: undefined, from: null, to: null, sort: '-startedAt' };

/** Responds when the test says so. */
class FakeServer {
  readonly asked: URL[] = [];
  private readonly answers: ((value: unknown) => void)[] = [];

  readonly fetch = (address: string): Promise<Response> => {
    this.asked.push(new URL(address, 'http://host'));
    return new Promise((resolve) => this.answers.push((value) => resolve(value as Response)));
  };

  answer(index: number, sids: readonly string[], nextCursor: string | null = null): void {
    const body = { items: sids.map((sid) => session(sid)), nextCursor, total: 9, searchedFrom: null };
    this.answers[index]?.({
      ok: true,
      json: () => Promise.resolve(body),
    });
  }

  refuse(index: number, status: number, detail: string): void {
    this.answers[index]?.({
      ok: false,
      status,
      json: () => Promise.resolve({ detail }),
    });
  }
}

async function answered(asked: Promise<void>, answer: () => void): Promise<void> {
  answer();
  await asked;
}

describe('HistoryStore', () => {
  let server: FakeServer;
  let store: HistoryStore;
  const sids = () => store.sessions().map(({ sid }) => sid);

  beforeEach(() => {
    server = new FakeServer();
    globalThis.fetch = server.fetch as typeof fetch;
    TestBed.configureTestingModule({ providers: [HistoryStore] });
    store = TestBed.inject(HistoryStore);
  });

  it('appends the next page, each session once', async () => {
    await answered(store.ask(EVERYTHING), () => {
      server.answer(0, ['a', 'b'], 'c1');
    });
    await answered(store.more(), () => {
      server.answer(1, ['b', 'c']);
    });
    expect(server.asked[1]?.searchParams.get('cursor')).toBe('c1');
    expect(sids()).toEqual(['a', 'b', 'c']);
    expect(store.next()).toBeNull();
  });

  it('shows the answer to the last query, although an earlier one arrives later', async () => {
    const old = store.ask({ ...EVERYTHING, q: 'old' });
    await answered(store.ask({ ...EVERYTHING, q: 'new' }), () => {
      server.answer(1, ['new']);
    });
    server.answer(0, ['old']);
    await old;
    expect(sids()).toEqual(['new']);
  });

  it("shows the server's error, and retries the same query", async () => {
    await answered(store.ask({ ...EVERYTHING, q: 'x' }), () => {
      server.refuse(0, 503, 'The database is away.');
    });
    expect(store.error()).toBe('The database is away.');
    await answered(store.retry(), () => {
      server.answer(1, ['x']);
    });
    expect(server.asked[1]?.search).toBe(server.asked[0]?.search);
    expect(store.error()).toBeNull();
    expect(sids()).toEqual(['x']);
  });

  it('reports a slow answer, and cancels it without losing the previous rows', async () => {
    jest.useFakeTimers();
    await answered(store.ask(EVERYTHING), () => {
      server.answer(0, ['a'], 'c1');
    });
    const asked = store.ask({ ...EVERYTHING, q: 'slow' });
    expect(store.slow()).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect([store.loading(), store.slow()]).toEqual([true, true]);
    store.cancel();
    server.answer(1, ['b']);
    await asked;
    expect(sids()).toEqual(['a']);
    expect([store.loading(), store.slow(), store.cancelled()]).toEqual([false, false, true]);
    await answered(store.retry(), () => {
      server.answer(2, ['b']);
    });
    expect([sids(), store.cancelled()]).toEqual([['b'], false]);
    jest.useRealTimers();
  });

  it('requests no page twice', async () => {
    await answered(store.ask(EVERYTHING), () => {
      server.answer(0, ['a'], 'c1');
    });
    const first = store.more();
    await store.more();
    server.answer(1, ['b']);
    await first;
    await store.more();
    expect(server.asked).toHaveLength(2);
  });
});
