import { jest } from '@jest/globals';
import { Question } from './question';

/** Answers when the test says so. */
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

describe('Question', () => {
  let server: FakeServer;
  let question: Question<string>;

  beforeEach(() => {
    jest.useFakeTimers();
    server = new FakeServer();
    globalThis.fetch = server.fetch as unknown as typeof fetch;
    question = new Question<string>();
  });
  afterEach(() => jest.useRealTimers());

  const answered = async (query: string, value: string): Promise<void> => {
    const asking = question.ask('analytics', { query });
    server.answer(server.asked.length - 1, value);
    await asking;
  };

  it('is asked once, though it be put again', async () => {
    await answered('a', 'A');
    await question.ask('analytics', { query: 'a' });
    expect(server.asked.map(({ url }) => url)).toEqual(['/api/v1/analytics?query=a']);
    expect([question.value(), question.state()]).toEqual(['A', 'answered']);
  });

  it('cancels the former one, and keeps the old answer until the new one comes', async () => {
    await answered('a', 'A');
    const slow = question.ask('analytics', { query: 'b' });
    expect([question.value(), question.state()]).toEqual(['A', 'loading']);
    const last = question.ask('analytics', { query: 'c' });
    expect(server.asked[1]?.signal.aborted).toBe(true);
    server.answer(2, 'C');
    await Promise.all([slow, last]);
    expect([question.value(), question.state()]).toEqual(['C', 'answered']);
  });

  it('is slow after a second, and can be stopped', async () => {
    await answered('a', 'A');
    const asking = question.ask('analytics', { query: 'b' });
    jest.advanceTimersByTime(999);
    expect(question.state()).toBe('loading');
    jest.advanceTimersByTime(1);
    expect(question.state()).toBe('slow');
    question.stop();
    await asking;
    expect([question.value(), question.state()]).toEqual(['A', 'stopped']);
    jest.runAllTimers();
    expect(question.state()).toBe('stopped');
  });

  it('says what the server said, and can be tried again', async () => {
    const asking = question.ask('analytics', { query: 'a' });
    server.answer(0, { detail: 'The database is away.' }, false);
    await asking;
    expect([question.state(), question.error()]).toEqual(['failed', 'The database is away.']);
    const again = question.retry();
    expect(question.state()).toBe('loading');
    server.answer(1, 'A');
    await again;
    expect(question.value()).toBe('A');
  });
});
