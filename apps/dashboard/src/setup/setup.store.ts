/**
 * What a new user needs from the server, and the test event. Asked when a page shows it and each time the link is live again: a restart
 * is what changes it. What changes by itself (webhooks, rejections) comes with the topic `overview`.
 */
import { computed, inject, Injectable, signal } from '@angular/core';
import type { Setup, SetupTest } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../live/each-time-live';
import { LiveStore } from '../live/live.store';
import { errorText, getJson, postJson } from '../live/rest';

export interface SetupServer {
  readonly name: string;
  readonly keys: readonly string[];
}

@Injectable({ providedIn: 'root' })
export class SetupStore {
  private readonly live = inject(LiveStore);
  private readonly loaded = signal<Setup | null>(null);
  private readonly failure = signal<string | null>(null);
  private readonly underWay = signal(false);
  private readonly result = signal<SetupTest | null>(null);
  private readonly testFailure = signal<string | null>(null);

  /** Null: not loaded yet. */
  readonly setup = this.loaded.asReadonly();
  readonly error = this.failure.asReadonly();
  readonly testing = this.underWay.asReadonly();
  /** Of the last test event; null: none was sent yet, or the request itself failed (`testError`). */
  readonly tested = this.result.asReadonly();
  readonly testError = this.testFailure.asReadonly();
  /** The field of metadata that names a tenant. Null: there are none, or it is not loaded yet. */
  readonly tenantKey = computed(() => this.loaded()?.tenantKey ?? null);
  /** Null: not loaded yet. */
  readonly servers = computed(
    (): readonly SetupServer[] | null => this.live.health()?.servers ?? this.loaded()?.servers ?? null,
  );

  constructor() {
    eachTimeLive(() => void this.load());
  }

  async load(): Promise<void> {
    try {
      this.loaded.set(await getJson<Setup>('setup'));
      this.failure.set(null);
    } catch (error) {
      this.failure.set(errorText(error));
    }
  }

  /** `server`: whose key signs it; null: the first key there is. */
  async test(server: string | null): Promise<void> {
    if (this.underWay()) return;
    this.underWay.set(true);
    this.result.set(null);
    this.testFailure.set(null);
    try {
      this.result.set(await postJson<SetupTest>('setup/test', server === null ? {} : { server }));
    } catch (error) {
      this.testFailure.set(errorText(error));
    }
    this.underWay.set(false);
  }
}
