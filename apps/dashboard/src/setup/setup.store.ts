/**
 * The set-up of the server, and the test event. Loaded when a page shows it and each time the page is live again, since
 * only a restart changes it. Webhooks and rejections are in the topic `overview`.
 */
import { computed, inject, Injectable } from '@angular/core';
import type { Setup, SetupTest } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../live/each-time-live';
import { LiveStore } from '../live/live.store';
import { getJson, postJson } from '../live/rest';
import { RestRequest } from '../shared/data/rest-request';

export interface SetupServer {
  readonly name: string;
  readonly keys: readonly string[];
}

@Injectable({ providedIn: 'root' })
export class SetupStore {
  private readonly live = inject(LiveStore);
  private readonly request = new RestRequest<Setup>();
  private readonly testRequest = new RestRequest<SetupTest>();

  /** Null: not loaded yet. */
  readonly setup = this.request.value;
  readonly error = this.request.error;
  readonly testing = this.testRequest.loading;
  /** Of the last test event; null: none was sent yet, or the request itself failed (`testError`). */
  readonly tested = this.testRequest.value;
  readonly testError = this.testRequest.error;
  /** The field of metadata that names a tenant. Null: there are none, or it is not loaded yet. */
  readonly tenantKey = computed(() => this.setup()?.tenantKey ?? null);
  /** Null: not loaded yet. */
  readonly servers = computed(
    (): readonly SetupServer[] | null => this.live.health()?.servers ?? this.setup()?.servers ?? null,
  );

  constructor() {
    eachTimeLive(() => void this.load());
  }

  load(): Promise<void> {
    return this.request.run((aborted) => getJson<Setup>('setup', {}, aborted));
  }

  /** `server`: the server whose key signs it. Null: the first configured key. */
  async test(server: string | null): Promise<void> {
    if (this.testing()) return;
    this.testRequest.set(null);
    await this.testRequest.run(() => postJson<SetupTest>('setup/test', server === null ? {} : { server }));
  }
}
