/** Events that could not be processed, loaded each time the link is live and whenever their number changes. Provided by the panel. */
import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { QuarantineList, QuarantineRetry } from '@livekit-dashboard/contracts';
import { LiveStore } from '../live/live.store';
import { errorText, getJson, postJson } from '../live/rest';

export interface RetryResult {
  readonly stored: number;
  readonly failed: number;
}

@Injectable()
export class QuarantineStore {
  private readonly live = inject(LiveStore);
  private readonly list = signal<QuarantineList | null>(null);
  private readonly failure = signal<string | null>(null);
  private readonly busy = signal(false);
  private readonly result = signal<RetryResult | null>(null);
  private loading = false;

  /** Null: not loaded yet. */
  readonly items = computed(() => this.list()?.items ?? null);
  readonly total = computed(() => this.list()?.total ?? 0);
  readonly hasMore = computed(() => (this.list()?.nextCursor ?? null) !== null);
  readonly error = this.failure.asReadonly();
  readonly retrying = this.busy.asReadonly();
  /** What became of the last retry. */
  readonly retried = this.result.asReadonly();

  constructor() {
    const count = computed(() => this.live.health()?.quarantine.count ?? 0);
    effect(() => {
      count();
      if (this.live.live()) untracked(() => void this.load());
    });
  }

  async load(): Promise<void> {
    try {
      this.list.set(await getJson<QuarantineList>('quarantine'));
      this.failure.set(null);
    } catch (error) {
      this.failure.set(errorText(error));
    }
  }

  async loadMore(): Promise<void> {
    const before = this.list();
    const cursor = before?.nextCursor ?? null;
    if (!before || cursor === null || this.loading) return;
    this.loading = true;
    try {
      const page = await getJson<QuarantineList>('quarantine', { cursor });
      this.list.set({ ...page, items: [...before.items, ...page.items] });
    } catch (error) {
      this.failure.set(errorText(error));
    }
    this.loading = false;
  }

  /** One, or all: as many requests as it takes. */
  async retry(id: number | null): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.result.set(null);
    this.failure.set(null);
    let [stored, failed] = [0, 0];
    try {
      let after: number | null = 0;
      while (after !== null) {
        const body: object = id === null ? { after } : { ids: [id] };
        const done = await postJson<QuarantineRetry>('quarantine/retry', body);
        stored += done.stored + done.duplicates;
        failed += done.failed.length;
        after = id === null ? done.next : null;
      }
      this.result.set({ stored, failed });
    } catch (error) {
      this.failure.set(errorText(error));
    }
    this.busy.set(false);
    await this.load();
  }
}
