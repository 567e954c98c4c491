/**
 * The retention periods and the erasure of one person. Loaded when the page shows them, each time it is live again, and
 * after an erasure. Lifecycle: ends with the page; the server continues a running erasure.
 */
import { DestroyRef, inject, Injectable } from '@angular/core';
import type { Erasure, Retention } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../live/each-time-live';
import { getJson, postJson } from '../live/rest';
import { RestRequest } from '../shared/data/rest-request';

/** The result of the last erasure. */
export interface Erased extends Erasure {
  readonly identity: string;
}

@Injectable()
export class RetentionStore {
  private readonly request = new RestRequest<Retention>(inject(DestroyRef));
  /** Not cancelled with the page, since the server continues it. */
  private readonly erasure = new RestRequest<Erased>();

  /** Null: not loaded yet. */
  readonly retention = this.request.value;
  readonly error = this.request.error;
  readonly erasing = this.erasure.loading;
  readonly erased = this.erasure.value;
  readonly erasureError = this.erasure.error;

  constructor() {
    eachTimeLive(() => void this.load());
  }

  /** Another identity is entered: the result of the last erasure is removed. */
  forget(): void {
    if (!this.erasing()) this.erasure.set(null);
  }

  async erase(identity: string): Promise<void> {
    if (this.erasing()) return;
    this.forget();
    await this.erasure.run(async () => ({ ...(await postJson<Erasure>('erasures', { identity })), identity }));
    await this.load();
  }

  private load(): Promise<void> {
    return this.request.run((aborted) => getJson<Retention>('retention', {}, aborted));
  }
}
