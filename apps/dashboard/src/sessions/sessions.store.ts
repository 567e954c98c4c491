/**
 * What the live part of the sessions page shows: the topic `sessions` folded into a LiveList, and the filter over it.
 * Provided by the page: it subscribes when the page opens and ends with it.
 */
import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Change, Position } from '@livekit-dashboard/contracts';
import { changesOf } from '../live/changes-of';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { type LiveFilter, filterOf } from './live-filter';
import { LiveList } from './live-list';
import { loadActive } from './load-active';
import type { Sort } from './session-sort';

@Injectable()
export class SessionsStore {
  private readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  private readonly destroyRef = inject(DestroyRef);
  private readonly list = new LiveList(() => untracked(this.ticker.beat));
  private readonly arrived = signal(false);
  private readonly fault = signal<string | null>(null);
  private stop = (): void => undefined;

  readonly loading = computed(() => !this.arrived());
  readonly error = this.fault.asReadonly();
  readonly newcomers = this.list.newcomers;
  /** Rows in order, those that the filter lets through. */
  readonly rows = this.list.order;
  /** How many there are before the filter. */
  readonly total = this.list.total;

  constructor() {
    this.connect();
    effect(() => {
      this.ticker.beat();
      untracked(() => this.list.sweep());
    });
  }

  connect(since?: Position): void {
    this.stop();
    this.fault.set(null);
    this.stop = this.live.changes(
      'sessions',
      {
        snapshot: (changes) => this.begin(changes),
        changes: (changes) => this.list.apply(changesOf('session', changes)),
        error: ({ code, message }) => (code === 'too_large' ? void this.takeFromRest() : this.fault.set(message)),
      },
      this.destroyRef,
      since,
    );
  }

  /** More rows than a snapshot carries: take them page by page, then follow from where the first page stood. */
  private async takeFromRest(): Promise<void> {
    const aborted = new AbortController();
    const forget = this.destroyRef.onDestroy(() => aborted.abort());
    try {
      const { changes, since } = await loadActive(aborted.signal);
      this.begin(changes);
      this.connect(since);
    } catch (fault) {
      if (!aborted.signal.aborted) this.fault.set(fault instanceof Error ? fault.message : String(fault));
    } finally {
      forget();
    }
  }

  filter({ words, flags }: LiveFilter): void {
    this.list.filter(filterOf(words, flags));
  }

  sortBy(sort: Sort): void {
    this.list.sortBy(sort);
  }

  hold(held: boolean): void {
    this.list.hold(held);
  }

  release(): void {
    this.list.release();
  }

  private begin(changes: readonly Change[]): void {
    this.list.snapshot(changesOf('session', changes));
    this.fault.set(null);
    this.arrived.set(true);
  }
}
