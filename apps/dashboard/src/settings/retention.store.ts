/**
 * How long things are kept, and the erasure of one person. Asked when the page shows it, each time the link is live again, and after
 * an erasure. Lifecycle: ends with the page; an erasure that is under way goes on at the server.
 */
import { Injectable, signal } from '@angular/core';
import type { Erasure, Retention } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../live/each-time-live';
import { errorText, getJson, postJson } from '../live/rest';

/** What became of the last erasure. */
export interface Erased extends Erasure {
  readonly identity: string;
}

@Injectable()
export class RetentionStore {
  private readonly loaded = signal<Retention | null>(null);
  private readonly failure = signal<string | null>(null);
  private readonly underWay = signal(false);
  private readonly done = signal<Erased | null>(null);
  private readonly erasureFailure = signal<string | null>(null);

  /** Null: not loaded yet. */
  readonly retention = this.loaded.asReadonly();
  readonly error = this.failure.asReadonly();
  readonly erasing = this.underWay.asReadonly();
  readonly erased = this.done.asReadonly();
  readonly erasureError = this.erasureFailure.asReadonly();

  constructor() {
    eachTimeLive(() => void this.load());
  }

  /** Another identity is being written: what was said of the last one goes. */
  forget(): void {
    this.done.set(null);
    this.erasureFailure.set(null);
  }

  async erase(identity: string): Promise<void> {
    if (this.underWay()) return;
    this.forget();
    this.underWay.set(true);
    try {
      this.done.set({ ...(await postJson<Erasure>('erasures', { identity })), identity });
    } catch (error) {
      this.erasureFailure.set(errorText(error));
    }
    this.underWay.set(false);
    await this.load();
  }

  private async load(): Promise<void> {
    try {
      this.loaded.set(await getJson<Retention>('retention'));
      this.failure.set(null);
    } catch (error) {
      this.failure.set(errorText(error));
    }
  }
}
