import type { DestroyRef } from '@angular/core';
import { jest } from '@jest/globals';
import { RestQuery } from './rest-query';

/** Responds when the test says so. */
class FakeServer {
  readonly asked: { readonly url: string; readonly signal: AbortSignal }[] = [];
  private readonly answers: ((answer: Response) => void)[] = [];

  readonly fetch = (url: string, { signal }: { signal: AbortSignal }): Promise<Response> => {
    this.asked.push({ url, signal });
    return new Promise((resolve, reject) => {
      this.answers.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };

  answer(index: number, body: unknown, ok = true): void {
    this.answers[index]?.({
      ok,
      status: ok ? 200 : 503,
      json: () => Promise.resolve(body),
    } as Response);
  }
}

describe('RestQuery', () => {
  let server: FakeServer;
  let query: RestQuery<string>;

  beforeEach(() => {
    jest.useFakeTimers();
    server = new FakeServer();
    globalThis.fetch = server.fetch as unknown as typeof fetch;
    query = new RestQuery<string>();
  });
  afterEach(() => jest.useRealTimers());

  const answered = async (text: string, value: string): Promise<void> => {
    const asking = query.ask('analytics', { query: text });
    server.answer(server.asked.length - 1, value);
    await asking;
  };

  it('sends the same query once', async () => {
    await answered('a', 'A');
    await query.ask('analytics', { query: 'a' });
    expect(server.asked.map(({ url }) => url)).toEqual(['/api/v1/analytics?query=a']);
    expect([query.value(), query.state()]).toEqual(['A', 'loaded']);
  });

  it('cancels the previous query, and keeps its answer until the new one arrives', async () => {
    await answered('a', 'A');
    const slow = query.ask('analytics', { query: 'b' });
    expect([query.value(), query.state()]).toEqual(['A', 'loading']);
    const last = query.ask('analytics', { query: 'c' });
    expect(server.asked[1]?.signal.aborted).toBe(true);
    server.answer(2, 'C');
    await Promise.all([slow, last]);
    expect([query.value(), query.state()]).toEqual(['C', 'loaded']);
  });

  it('is slow after a second, and can be cancelled', async () => {
    await answered('a', 'A');
    const asking = query.ask('analytics', { query: 'b' });
    jest.advanceTimersByTime(999);
    expect(query.state()).toBe('loading');
    jest.advanceTimersByTime(1);
    expect(query.state()).toBe('slow');
    query.cancel();
    await asking;
    expect([query.value(), query.state()]).toEqual(['A', 'cancelled']);
    jest.runAllTimers();
    expect(query.state()).toBe('cancelled');
  });

  it('says what the server said, and can be tried again', async () => {
    const asking = query.ask('analytics', { query: 'a' });
    server.answer(0, { detail: 'The database is away.' }, false);
    await asking;
    expect([query.state(), query.error()]).toEqual(['failed', 'The database is away.']);
    const again = query.retry();
    expect(query.state()).toBe('loading');
    server.answer(1, 'A');
    await again;
    expect(query.value()).toBe('A');
  });

  it('cancels what is loading once its owner is destroyed', () => {
    const owner = { onDestroy: jest.fn<(end: () => void) => () => void>() };
    void new RestQuery<string>(owner as unknown as DestroyRef).ask('analytics', { query: 'a' });
    owner.onDestroy.mock.calls[0]?.[0]();
    expect(server.asked[0]?.signal.aborted).toBe(true);
  });

  it('shows a value that was set instead of the one that is loading', async () => {
    const asking = query.ask('analytics', { query: 'a' });
    query.set('B');
    server.answer(0, 'A');
    await asking;
    expect([query.value(), query.state()]).toEqual(['B', 'loaded']);
  });
});
