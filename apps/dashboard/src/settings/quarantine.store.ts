/**
 * Events that could not be processed, loaded each time the page is live and whenever their number changes. Provided by
 * the panel.
 */
import { computed, DestroyRef, effect, inject, Injectable, untracked } from '@angular/core';
import type { QuarantineList, QuarantineRetry } from '@livekit-dashboard/contracts';
import { LiveStore } from '../live/live.store';
import { getJson, postJson } from '../live/rest';
import { RestRequest } from '../shared/data/rest-request';

export interface RetryResult {
  readonly stored: number;
  readonly failed: number;
}

@Injectable()
export class QuarantineStore {
  private readonly live = inject(LiveStore);
  private readonly owner = inject(DestroyRef);
  private readonly list = new RestRequest<QuarantineList>(this.owner);
  private readonly retries = new RestRequest<RetryResult>(this.owner);

  /** Null: not loaded yet. */
  readonly items = computed(() => this.list.value()?.items ?? null);
  readonly total = computed(() => this.list.value()?.total ?? 0);
  readonly hasMore = computed(() => (this.list.value()?.nextCursor ?? null) !== null);
  readonly error = computed(() => this.retries.error() ?? this.list.error());
  readonly retrying = this.retries.loading;
  /** The result of the last retry. */
  readonly retried = this.retries.value;

  constructor() {
    const count = computed(() => this.live.health()?.quarantine.count ?? 0);
    effect(() => {
      count();
      if (this.live.live()) untracked(() => void this.load());
    });
  }

  load(): Promise<void> {
    return this.list.run((aborted) => getJson<QuarantineList>('quarantine', {}, aborted));
  }

  async loadMore(): Promise<void> {
    const before = this.list.value();
    const cursor = before?.nextCursor ?? null;
    if (!before || cursor === null || this.list.loading()) return;
    await this.list.run(async (aborted) => {
      const page = await getJson<QuarantineList>('quarantine', { cursor }, aborted);
      return { ...page, items: [...before.items, ...page.items] };
    });
  }

  /** One, or all of them, in as many requests as needed. */
  async retry(id: number | null): Promise<void> {
    if (this.retrying()) return;
    this.retries.set(null);
    await this.retries.run(() => retryAll(id));
    await this.load();
  }
}

async function retryAll(id: number | null): Promise<RetryResult> {
  let [stored, failed] = [0, 0];
  let after: number | null = 0;
  while (after !== null) {
    const body: object = id === null ? { after } : { ids: [id] };
    const done: QuarantineRetry = await postJson<QuarantineRetry>('quarantine/retry', body);
    stored += done.stored + done.duplicates;
    failed += done.failed.length;
    after = id === null ? done.next : null;
  }
  return { stored, failed };
}
