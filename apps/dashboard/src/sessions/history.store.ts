/**
 * Past sessions, page by page, as REST has them. A new question replaces the one under way; `more` appends the next page. One that takes
 * long says so (`slow`) and can be cancelled: what was shown before stays.
 * Provided by the history view and gone with it. Nothing here polls: history is as of when it was asked for.
 */
import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { ListedSession, SessionList } from '@livekit-dashboard/contracts';
import { errorText, getJson, type Query } from '../live/rest';

const PAGE = 100;
const SLOW_MS = 1_000;

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
  private readonly pages = signal<readonly ListedSession[]>([]);
  private readonly count = signal<SessionList['total'] | null>(null);
  private readonly reach = signal<string | null>(null);
  private readonly cursor = signal<string | null>(null);
  private readonly busy = signal(true);
  private readonly long = signal(false);
  private readonly gaveUp = signal(false);
  private readonly failure = signal<string | null>(null);
  private query: Query = {};
  private abort = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly sessions = this.pages.asReadonly();
  /** How many there are in all; null until the first page came. */
  readonly total = this.count.asReadonly();
  /** How far back parts of names were searched for; null: over all. */
  readonly searchedFrom = this.reach.asReadonly();
  readonly next = this.cursor.asReadonly();
  readonly loading = this.busy.asReadonly();
  /** The answer is a second away already. */
  readonly slow = this.long.asReadonly();
  /** The last question was cancelled, so what shows is not its answer. */
  readonly cancelled = this.gaveUp.asReadonly();
  readonly error = this.failure.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  /** For `restore`; null while something is being loaded or failed. */
  get loaded(): HistoryPages | null {
    if (this.busy() || this.failure() !== null || this.gaveUp()) return null;
    return {
      query: this.query,
      sessions: this.pages(),
      total: this.count(),
      searchedFrom: this.reach(),
      cursor: this.cursor(),
    };
  }

  /** Shows what was loaded before, without asking for it. */
  restore({ query, sessions, total, searchedFrom, cursor }: HistoryPages): void {
    this.stop();
    this.query = query;
    this.pages.set(sessions);
    this.count.set(total);
    this.reach.set(searchedFrom);
    this.cursor.set(cursor);
  }

  ask(query: Query): Promise<void> {
    this.query = query;
    this.cursor.set(null);
    return this.load((page) => page.items);
  }

  /** Asked while a page is under way, it does nothing. */
  async more(): Promise<void> {
    if (this.busy() || this.cursor() === null) return;
    await this.load((page) => {
      const known = new Set(this.pages().map(({ sid }) => sid)); // one that moved between two pages comes once
      return [...this.pages(), ...page.items.filter(({ sid }) => !known.has(sid))];
    });
  }

  retry(): Promise<void> {
    return this.cursor() === null ? this.ask(this.query) : this.more();
  }

  cancel(): void {
    this.stop();
    this.gaveUp.set(true);
  }

  private stop(): void {
    this.abort.abort();
    clearTimeout(this.timer);
    this.long.set(false);
    this.busy.set(false);
  }

  private async load(take: (page: SessionList) => readonly ListedSession[]): Promise<void> {
    this.stop();
    const { signal: aborted } = (this.abort = new AbortController());
    this.begin();
    try {
      const cursor = this.cursor();
      const page = await getJson<SessionList>('sessions', { ...this.query, limit: PAGE, cursor }, aborted);
      if (aborted.aborted) return;
      this.pages.set(take(page));
      this.count.set(page.total);
      this.reach.set(page.searchedFrom);
      this.cursor.set(page.nextCursor);
    } catch (error) {
      if (aborted.aborted) return;
      this.failure.set(errorText(error));
    }
    this.stop();
  }

  private begin(): void {
    this.busy.set(true);
    this.gaveUp.set(false);
    this.failure.set(null);
    this.timer = setTimeout(() => this.long.set(true), SLOW_MS);
  }
}
