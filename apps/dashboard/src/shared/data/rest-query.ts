/**
 * One question to REST at a time. The same one again is not asked twice; another one cancels the former, whose answer stays shown
 * until the new one comes. Ends with `close`. Nothing polls.
 */
import { signal } from '@angular/core';
import { errorText, getJson, type Query } from '../live/rest';

/** After this long the user is offered to cancel. */
const SLOW_MS = 1000;

export type QuestionState = 'idle' | 'loading' | 'slow' | 'answered' | 'stopped' | 'failed';

export class Question<T> {
  private readonly answer = signal<T | null>(null);
  private readonly progress = signal<QuestionState>('idle');
  private readonly failure = signal('');
  private asked: { readonly path: string; readonly query: Query } | null = null;
  private abort = new AbortController();

  /** The last answer, of whatever question; null: none yet. */
  readonly value = this.answer.asReadonly();
  readonly state = this.progress.asReadonly();
  /** What went wrong, while the state is `failed`. */
  readonly error = this.failure.asReadonly();

  async ask(path: string, query: Query): Promise<void> {
    const question = { path, query };
    if (JSON.stringify(question) === JSON.stringify(this.asked)) return;
    this.asked = question;
    await this.retry();
  }

  /** Sends the last request again. */
  async retry(): Promise<void> {
    if (!this.asked) return;
    const { path, query } = this.asked;
    this.abort.abort();
    const { signal: aborted } = (this.abort = new AbortController());
    this.progress.set('loading');
    const timer = setTimeout(() => this.progress.set('slow'), SLOW_MS);
    aborted.addEventListener('abort', () => clearTimeout(timer));
    try {
      const answer = await getJson<T>(path, query, aborted);
      if (!aborted.aborted) this.settle('answered', answer);
    } catch (error) {
      if (!aborted.aborted) this.fail(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Gives up; what was shown before stays. */
  stop(): void {
    this.abort.abort();
    this.progress.set('stopped');
  }

  close(): void {
    this.abort.abort();
  }

  private settle(state: QuestionState, answer: T): void {
    this.answer.set(answer);
    this.progress.set(state);
  }

  private fail(error: unknown): void {
    this.failure.set(errorText(error));
    this.progress.set('failed');
  }
}
