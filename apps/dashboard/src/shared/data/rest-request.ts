/**
 * The state of what a page loads over REST. One load at a time: a new one cancels the one in progress, and the last
 * value stays until the new one is there, so that nothing blinks. Nothing polls.
 *
 * Why not Angular's `resource`: it drops its value whenever its parameters change, and knows neither `slow` nor
 * `cancelled`.
 */
import { computed, type DestroyRef, signal } from '@angular/core';
import { errorText } from '../../live/rest';

/** After this long the user is offered to cancel, in ms. */
const SLOW_MS = 1000;

/** `slow`: still loading after a second. `cancelled`: by the user, so that the value is not what was asked for last. */
export type RequestState = 'idle' | 'loading' | 'slow' | 'loaded' | 'cancelled' | 'failed';

/** Loads a value and gives up when the signal is aborted. */
export type Load<T> = (aborted: AbortSignal) => Promise<T>;

export class RestRequest<T> {
  private readonly loaded = signal<T | null>(null);
  private readonly progress = signal<RequestState>('idle');
  private readonly failure = signal<string | null>(null);
  private abort = new AbortController();

  /** The last value that was loaded; null: none yet. */
  readonly value = this.loaded.asReadonly();
  readonly state = this.progress.asReadonly();
  readonly loading = computed(() => this.progress() === 'loading' || this.progress() === 'slow');
  /** Why the last load failed, until one succeeds. Null: it did not. */
  readonly error = this.failure.asReadonly();

  /** `owner`: what is loading when it is destroyed is cancelled. None: it lives as long as the page. */
  constructor(owner?: DestroyRef) {
    owner?.onDestroy(() => this.abort.abort());
  }

  /** Resolves once this load has ended, in whatever way. Never rejects. */
  async run(load: Load<T>): Promise<void> {
    this.abort.abort();
    const { signal: aborted } = (this.abort = new AbortController());
    this.progress.set('loading');
    const timer = setTimeout(() => this.progress.set('slow'), SLOW_MS);
    aborted.addEventListener('abort', () => clearTimeout(timer));
    try {
      const value = await load(aborted);
      if (aborted.aborted) return;
      this.loaded.set(value);
      this.failure.set(null);
      this.progress.set('loaded');
    } catch (error) {
      if (aborted.aborted) return;
      this.failure.set(errorText(error));
      this.progress.set('failed');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stops what is loading; the last value stays. */
  cancel(): void {
    this.abort.abort();
    this.progress.set('cancelled');
  }

  /** Sets a value that was not loaded here: an answer to a change, or what was loaded before. */
  set(value: T | null): void {
    this.abort.abort();
    this.loaded.set(value);
    this.failure.set(null);
    this.progress.set(value === null ? 'idle' : 'loaded');
  }
}
