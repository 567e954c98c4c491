/**
 * Ended sessions, page by page, as REST has them. A new question replaces the one under way; `more` appends the next page.
 * Provided by the history view and gone with it. Nothing here polls: history is as of when it was asked for.
 */
import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { Session, SessionList } from '@livekit-dashboard/contracts';
import { getJson } from '../live/rest';

const PAGE = 100;

export interface HistoryQuery {
  /** Part of a room name, a sid or an identity. */
  readonly q: string | undefined;
  /** ISO instants: `[from, to)`. */
  readonly from: string | null;
  readonly to: string | null;
}

@Injectable()
export class HistoryStore {
  private readonly pages = signal<readonly Session[]>([]);
  private readonly count = signal<SessionList['total'] | null>(null);
  private readonly cursor = signal<string | null>(null);
  private readonly busy = signal(true);
  private readonly fault = signal<string | null>(null);
  private query: HistoryQuery = { q: undefined, from: null, to: null };
  private abort = new AbortController();

  readonly sessions = this.pages.asReadonly();
  /** How many there are in all; null until the first page came. */
  readonly total = this.count.asReadonly();
  readonly next = this.cursor.asReadonly();
  readonly loading = this.busy.asReadonly();
  readonly error = this.fault.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.abort.abort());
  }

  ask(query: HistoryQuery): Promise<void> {
    this.query = query;
    this.cursor.set(null);
    return this.load((page) => page.items);
  }

  more(): Promise<void> {
    return this.load((page) => {
      const known = new Set(this.pages().map(({ sid }) => sid)); // one that moved between two pages comes once
      return [...this.pages(), ...page.items.filter(({ sid }) => !known.has(sid))];
    });
  }

  retry(): Promise<void> {
    return this.cursor() === null ? this.ask(this.query) : this.more();
  }

  private async load(take: (page: SessionList) => readonly Session[]): Promise<void> {
    this.abort.abort();
    const { signal: aborted } = (this.abort = new AbortController());
    this.busy.set(true);
    this.fault.set(null);
    try {
      const page = await getJson<SessionList>(
        'sessions',
        { ...this.query, state: 'ended', limit: PAGE, cursor: this.cursor() },
        aborted,
      );
      if (aborted.aborted) return;
      this.pages.set(take(page));
      this.count.set(page.total);
      this.cursor.set(page.nextCursor);
    } catch (fault) {
      if (aborted.aborted) return;
      this.fault.set(fault instanceof Error ? fault.message : String(fault));
    }
    this.busy.set(false);
  }
}
