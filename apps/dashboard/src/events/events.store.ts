/**
 * The events of the page: history from REST, newest first and page by page, and later events from the topic `events`,
 * joined by offset.
 *
 * Invariants: at most ROWS events are in memory; while the list is held (paused, hovered, scrolled) shown rows do not
 * move: arriving events wait, at most ROWS of them, and all are counted. A new snapshot of the topic (first
 * subscription, long absence) loads the first page again. Provided by the page and destroyed with it.
 */
import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { EventList, Rejection, RejectionList, StoredEvent } from '@livekit-dashboard/contracts';
import { LiveStore } from '../live/live.store';
import { errorText, getJson } from '../live/rest';
import type { Instants } from '../range/range';
import { BUCKETS, type EventCounts, withArrived } from './event-counts';
import { type EventFilter, isFiltered, matches, toQuery } from '../event-log/event-filter';
import { joined, rowsOf } from '../event-log/event-rows';

const ROWS = 5000;
const PAGE = 200;

/** What the page shows. */
export interface Shown {
  readonly filter: EventFilter;
  readonly instants: Instants;
  /** Whether the range reaches now, so that what arrives belongs to it. */
  readonly live: boolean;
  /** IANA name of the zone whose days begin a bar. */
  readonly tz: string;
  /** Rejected deliveries alone, or events alone. Null: both. */
  readonly rejected: 'only' | 'hide' | null;
}

@Injectable()
export class EventsStore {
  private readonly live = inject(LiveStore);
  private readonly destroyRef = inject(DestroyRef);
  private readonly list = signal<readonly StoredEvent[]>([]);
  private readonly kept = signal<readonly StoredEvent[]>([]);
  private readonly count = signal(0);
  private readonly refused = signal<readonly Rejection[]>([]);
  private readonly refusedCursor = signal<string | null>(null);
  private readonly unlisted = signal(0);
  private readonly cursor = signal<string | null>(null);
  private readonly busy = signal(true);
  private readonly more = signal(false);
  private readonly failure = signal<string | null>(null);
  private readonly counted = signal<EventCounts | null>(null);
  private readonly partialFailure = signal<string | null>(null);
  private readonly totals = signal<EventList['total']>(0);
  private readonly searched = signal<string | null>(null);
  private shown: Shown | null = null;
  private held = false;
  private abort = new AbortController();

  readonly rows = computed(() => rowsOf(this.list(), this.refused(), this.cursor() !== null));
  readonly hasMore = computed(() => (this.cursor() !== null && !this.isCut()) || this.refusedCursor() !== null);
  /** How many arrived while the list was held. */
  readonly waiting = this.count.asReadonly();
  readonly loading = this.busy.asReadonly();
  readonly loadingMore = this.more.asReadonly();
  readonly error = this.failure.asReadonly();
  /** Counts or refused deliveries could not be loaded. */
  readonly partialError = this.partialFailure.asReadonly();
  readonly counts = this.counted.asReadonly();
  readonly matching = this.totals.asReadonly();
  /** How far back a search for partial matches reaches. Null: over everything. */
  readonly searchedFrom = this.searched.asReadonly();
  /** Rejected deliveries that were counted but not listed. */
  readonly notListed = this.unlisted.asReadonly();
  /** Whether the oldest events are left out, because there are more than the limit. */
  readonly isCut = computed(() => this.list().length >= ROWS);

  constructor() {
    this.destroyRef.onDestroy(() => this.abort.abort());
    this.live.events(
      'events',
      {
        snapshot: () => this.reload(),
        events: (events) => this.take(events),
        reset: () => undefined,
        error: ({ message }) => this.failure.set(message),
      },
      this.destroyRef,
    );
    const refusals = computed(() => this.live.health()?.rejections.reduce((sum, { count }) => sum + count, 0) ?? 0);
    effect(() => {
      refusals();
      untracked(() => void this.loadRejections());
    });
  }

  open(shown: Shown): void {
    this.shown = shown;
    this.reload();
  }

  reload(): void {
    if (!this.shown) return;
    this.abort.abort();
    this.abort = new AbortController();
    this.kept.set([]);
    this.count.set(0);
    this.busy.set(true);
    void this.loadFirst(this.shown, this.abort.signal);
    void this.loadCounts(this.shown, this.abort.signal);
    void this.loadRejections();
  }

  /** Adds the page before the oldest row. */
  async loadMore(): Promise<void> {
    if (!this.shown || this.more() || !this.hasMore()) return;
    this.more.set(true);
    const { signal: aborted } = this.abort;
    const cursor = this.cursor();
    try {
      if (cursor !== null && !this.isCut()) {
        const page = await getJson<EventList>('events', { ...this.query(this.shown), cursor }, aborted);
        this.list.set(joined(this.list(), page.items, ROWS));
        this.cursor.set(page.nextCursor);
      }
      await this.loadOlderRejections(this.shown, aborted);
    } catch (error) {
      if (!aborted.aborted) this.failure.set(errorText(error));
    }
    this.more.set(false);
  }

  hold(held: boolean): void {
    this.held = held;
    if (!held) this.release();
  }

  /** Shows what waits. */
  release(): void {
    if (this.count() === 0) return;
    this.list.set(joined(this.list(), this.kept(), ROWS));
    this.kept.set([]);
    this.count.set(0);
  }

  private query({ filter, instants }: Shown): ReturnType<typeof toQuery> {
    return { ...toQuery(filter, instants), sort: '-receivedAt', limit: PAGE };
  }

  private async loadFirst(shown: Shown, aborted: AbortSignal): Promise<void> {
    try {
      const page = await (shown.rejected === 'only'
        ? Promise.resolve({ items: [], nextCursor: null, total: 0 as const, searchedFrom: null })
        : getJson<EventList>('events', this.query(shown), aborted));
      if (aborted.aborted) return;
      this.failure.set(null);
      this.list.set(joined(page.items, this.kept(), ROWS));
      this.kept.set([]);
      this.count.set(0);
      this.cursor.set(page.nextCursor);
      this.totals.set(page.total);
      this.searched.set(page.searchedFrom ?? null);
    } catch (error) {
      if (aborted.aborted) return;
      this.failure.set(errorText(error));
    }
    this.busy.set(false);
  }

  private async loadCounts(shown: Shown, aborted: AbortSignal): Promise<void> {
    try {
      const query = { ...this.query(shown), limit: 1, facets: 'event,source,room', buckets: BUCKETS, tz: shown.tz };
      const { facets = {}, buckets = null } = await getJson<EventList>('events', query, aborted);
      if (aborted.aborted) return;
      this.counted.set({ facets, buckets });
      this.partialFailure.set(null);
    } catch (error) {
      if (aborted.aborted) return;
      this.counted.set(null);
      this.partialFailure.set(errorText(error));
    }
  }

  private async loadRejections(): Promise<void> {
    const { shown, abort } = this;
    if (!shown) return;
    this.refusedCursor.set(null);
    if (shown.rejected === 'hide' || isFiltered(shown.filter)) {
      this.refused.set([]);
      this.unlisted.set(0);
      return;
    }
    try {
      const page = await this.rejectionPage(shown, null, abort.signal);
      if (abort.signal.aborted) return;
      this.refused.set(page.items);
      this.refusedCursor.set(page.nextCursor);
      this.unlisted.set(page.notListed);
    } catch (error) {
      if (!abort.signal.aborted) this.partialFailure.set(errorText(error));
    }
  }

  /** Loads another page if the shown events go back further than the deliveries. */
  private async loadOlderRejections(shown: Shown, aborted: AbortSignal): Promise<void> {
    const cursor = this.refusedCursor();
    const oldest = this.list().at(-1)?.receivedAt ?? '';
    const reached = this.refused().at(-1)?.at ?? '';
    if (cursor === null || (this.cursor() !== null && reached <= oldest)) return;
    const page = await this.rejectionPage(shown, cursor, aborted);
    if (aborted.aborted) return;
    this.refused.set([...this.refused(), ...page.items]);
    this.refusedCursor.set(page.nextCursor);
  }

  private rejectionPage({ instants: { from, to } }: Shown, cursor: string | null, aborted: AbortSignal) {
    return getJson<RejectionList>('rejections', { from, to, limit: PAGE, cursor }, aborted);
  }

  private take(events: readonly StoredEvent[]): void {
    const { shown } = this;
    if (!shown?.live || shown.rejected === 'only') return;
    const matching = events.filter((event) => matches(event, shown.filter));
    if (matching.length === 0) return;
    const counts = this.counted();
    if (counts) this.countArrived(counts, matching, shown);
    this.totals.update((total) => (typeof total === 'number' ? total + matching.length : total));
    if (!this.held && !this.busy()) return this.list.set(joined(this.list(), matching, ROWS));
    this.kept.set(joined(this.kept(), matching, ROWS));
    this.count.update((count) => count + matching.length);
  }

  private countArrived(counts: EventCounts, events: readonly StoredEvent[], shown: Shown): void {
    const next = withArrived(counts, events);
    if (next) this.counted.set(next);
    else void this.loadCounts(shown, this.abort.signal);
  }
}
