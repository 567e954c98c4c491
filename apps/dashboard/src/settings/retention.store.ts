/**
 * How long things are kept, and the erasure of one person. Asked when the page shows it, each time the link is live again, and after
 * an erasure. Lifecycle: ends with the page; an erasure that is under way goes on at the server.
 */
import { Injectable, signal } from '@angular/core';
import type { Erasure, Retention } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../live/each-time-live';
import { faultWords, getJson, postJson } from '../live/rest';

/** What became of the last erasure. */
export interface Erased extends Erasure {
  readonly identity: string;
}

@Injectable()
export class RetentionStore {
  private readonly told = signal<Retention | null>(null);
  private readonly fault = signal<string | null>(null);
  private readonly underWay = signal(false);
  private readonly done = signal<Erased | null>(null);
  private readonly erasureFault = signal<string | null>(null);

  /** Null: not told yet. */
  readonly retention = this.told.asReadonly();
  readonly error = this.fault.asReadonly();
  readonly erasing = this.underWay.asReadonly();
  readonly erased = this.done.asReadonly();
  readonly erasureError = this.erasureFault.asReadonly();

  constructor() {
    eachTimeLive(() => void this.load());
  }

  /** Another identity is being written: what was said of the last one goes. */
  forget(): void {
    this.done.set(null);
    this.erasureFault.set(null);
  }

  async erase(identity: string): Promise<void> {
    if (this.underWay()) return;
    this.forget();
    this.underWay.set(true);
    try {
      this.done.set({ ...(await postJson<Erasure>('erasures', { identity })), identity });
    } catch (fault) {
      this.erasureFault.set(faultWords(fault));
    }
    this.underWay.set(false);
    await this.load();
  }

  private async load(): Promise<void> {
    try {
      this.told.set(await getJson<Retention>('retention'));
      this.fault.set(null);
    } catch (fault) {
      this.fault.set(faultWords(fault));
    }
  }
}
