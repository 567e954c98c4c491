/**
 * Past sessions, page by page, as REST has them. A new query replaces the one that is loading; `more` appends the next
 * page. One that takes long says so (`slow`) and can be cancelled: what was shown before stays.
 * Provided by the history view and destroyed with it. Nothing polls: history is as of when it was loaded.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { ListedSession, SessionList } from '@livekit-dashboard/contracts';
import { getJson, type Query } from '../live/rest';
import { RestRequest } from '../shared/data/rest-request';

const PAGE = 100;

/** All that was loaded for a query. */
export interface HistoryPages {
  readonly query: Query;
  readonly sessions: readonly ListedSession[];
  readonly total: SessionList['total'] | null;
  readonly searchedFrom: string | null;
  readonly cursor: string | null;
}

@Injectable()
export class HistoryStore {
  private readonly request = new RestRequest<HistoryPages>(inject(DestroyRef));
  private readonly query = signal<Query>({});

  readonly sessions = computed(() => this.request.value()?.sessions ?? []);
  /** The total; null until the first page is loaded. */
  readonly total = computed(() => this.request.value()?.total ?? null);
  /** How far back partial matches were searched for. Null: everywhere. */
  readonly searchedFrom = computed(() => this.request.value()?.searchedFrom ?? null);
  /** The cursor of the next page of the query; null: there is none, or its first page is not there yet. */
  readonly next = computed(() => {
    const pages = this.request.value();
    return pages?.query === this.query() ? pages.cursor : null;
  });
  readonly loading = computed(() => this.request.loading() || this.request.state() === 'idle');
  /** Whether it has been loading for a second. */
  readonly slow = computed(() => this.request.state() === 'slow');
  /** Whether the last query was cancelled, so that the shown sessions are not its answer. */
  readonly cancelled = computed(() => this.request.state() === 'cancelled');
  readonly error = computed(() => (this.request.state() === 'failed' ? this.request.error() : null));

  /** For `restore`. Null unless the last load succeeded. */
  get loaded(): HistoryPages | null {
    return this.request.state() === 'loaded' ? this.request.value() : null;
  }

  /** Shows pages that were loaded before, without a request. */
  restore(pages: HistoryPages): void {
    this.query.set(pages.query);
    this.request.set(pages);
  }

  ask(query: Query): Promise<void> {
    this.query.set(query);
    return this.request.run((aborted) => pageOf(query, null, aborted));
  }

  /** Does nothing while a page is loading. */
  async more(): Promise<void> {
    const [pages, cursor] = [this.request.value(), this.next()];
    if (this.request.loading() || pages === null || cursor === null) return;
    await this.request.run(async (aborted) => {
      const page = await pageOf(pages.query, cursor, aborted);
      const known = new Set(pages.sessions.map(({ sid }) => sid)); // a session that moved between two pages is added once
      return { ...page, sessions: [...pages.sessions, ...page.sessions.filter(({ sid }) => !known.has(sid))] };
    });
  }

  retry(): Promise<void> {
    return this.next() === null ? this.ask(this.query()) : this.more();
  }

  cancel(): void {
    this.request.cancel();
  }
}

async function pageOf(query: Query, cursor: string | null, aborted: AbortSignal): Promise<HistoryPages> {
  const page = await getJson<SessionList>('sessions', { ...query, limit: PAGE, cursor }, aborted);
  return {
    query,
    sessions: page.items,
    total: page.total,
    searchedFrom: page.searchedFrom,
    cursor: page.nextCursor,
  };
}
