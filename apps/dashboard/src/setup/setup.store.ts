/**
 * What the server tells a newcomer, and the test event. Asked when a page shows it and each time the link is live again: a restart
 * is what changes it. What changes by itself (webhooks, rejections) comes with the topic `overview`.
 */
import { computed, inject, Injectable, signal } from '@angular/core';
import type { Setup, SetupTest } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../live/each-time-live';
import { LiveStore } from '../live/live.store';
import { faultWords, getJson, postJson } from '../live/rest';

export interface SetupServer {
  readonly name: string;
  readonly keys: readonly string[];
}

@Injectable({ providedIn: 'root' })
export class SetupStore {
  private readonly live = inject(LiveStore);
  private readonly told = signal<Setup | null>(null);
  private readonly fault = signal<string | null>(null);
  private readonly underWay = signal(false);
  private readonly result = signal<SetupTest | null>(null);
  private readonly testFault = signal<string | null>(null);

  /** Null: not told yet. */
  readonly setup = this.told.asReadonly();
  readonly error = this.fault.asReadonly();
  readonly testing = this.underWay.asReadonly();
  /** Of the last test event; null: none was sent yet, or the request itself failed (`testError`). */
  readonly tested = this.result.asReadonly();
  readonly testError = this.testFault.asReadonly();
  /** The field of metadata that names a tenant. Null: there are none, or it is not told yet. */
  readonly tenantKey = computed(() => this.told()?.tenantKey ?? null);
  /** Null: not told yet. */
  readonly servers = computed(
    (): readonly SetupServer[] | null => this.live.health()?.servers ?? this.told()?.servers ?? null,
  );

  constructor() {
    eachTimeLive(() => void this.load());
  }

  async load(): Promise<void> {
    try {
      this.told.set(await getJson<Setup>('setup'));
      this.fault.set(null);
    } catch (fault) {
      this.fault.set(faultWords(fault));
    }
  }

  /** `server`: whose key signs it; null: the first key there is. */
  async test(server: string | null): Promise<void> {
    if (this.underWay()) return;
    this.underWay.set(true);
    this.result.set(null);
    this.testFault.set(null);
    try {
      this.result.set(await postJson<SetupTest>('setup/test', server === null ? {} : { server }));
    } catch (fault) {
      this.testFault.set(faultWords(fault));
    }
    this.underWay.set(false);
  }
}
