/**
 * What the search box finds: sessions by room, person, phone number or id, active ones first. It asks a moment after the last key, and gives up a
 * question that another replaces. What was found stays until the next answer, so that the list does not blink.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { ListedSession, SearchMatch, SessionList } from '@livekit-dashboard/contracts';
import { errorText, getJson } from '../live/rest';

const PAUSE_MS = 150;
const SHOWN = 8;
/** Of them at least so many places are for ended sessions, if that many match. */
const ENDED_PLACES = 3;

export interface Match {
  readonly session: ListedSession;
  /** What matched, other than the name of the room and the sid, which the list shows anyway. */
  readonly by: SearchMatch | null;
}

export interface Found {
  readonly text: string;
  readonly matches: readonly Match[];
  /** How many there are in all. */
  readonly active: SessionList['total'];
  readonly ended: SessionList['total'];
}

@Injectable()
export class SessionFinder {
  private readonly answer = signal<Found | null>(null);
  private readonly failure = signal<string | null>(null);
  private readonly asking = signal(false);
  private abort = new AbortController();
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** Null: nothing was asked, or the first answer is under way. */
  readonly found = this.answer.asReadonly();
  readonly error = this.failure.asReadonly();
  readonly busy = this.asking.asReadonly();
  readonly matches = computed(() => this.answer()?.matches ?? []);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  find(text: string): void {
    this.stop();
    this.failure.set(null);
    const wanted = text.trim();
    if (wanted === '') return this.answer.set(null);
    this.asking.set(true);
    this.pause = setTimeout(() => void this.ask(wanted), PAUSE_MS);
  }

  async ask(text: string): Promise<void> {
    this.stop();
    const { signal: aborted } = (this.abort = new AbortController());
    this.asking.set(true);
    try {
      const query = (state: ListedSession['state']) => ({ q: text, state, limit: SHOWN, sort: '-lastEventAt' });
      const [active, ended] = await Promise.all([
        getJson<SessionList>('sessions', query('active'), aborted),
        getJson<SessionList>('sessions', query('ended'), aborted),
      ]);
      if (aborted.aborted) return;
      this.answer.set({
        text,
        matches: together(active.items, ended.items),
        active: active.total,
        ended: ended.total,
      });
      this.failure.set(null);
    } catch (error) {
      if (aborted.aborted) return;
      this.answer.set(null);
      this.failure.set(errorText(error));
    }
    this.asking.set(false);
  }

  private stop(): void {
    clearTimeout(this.pause);
    this.abort.abort();
    this.asking.set(false);
  }
}

function together(active: readonly ListedSession[], ended: readonly ListedSession[]): Match[] {
  const places = SHOWN - Math.min(ENDED_PLACES, ended.length);
  const sessions = [...active.slice(0, places), ...ended].slice(0, SHOWN);
  return sessions.map((session) => ({ session, by: matchOf(session) }));
}

const SEEN: ReadonlySet<SearchMatch['field']> = new Set(['name', 'sid']);

function matchOf({ matched = [] }: ListedSession): SearchMatch | null {
  if (matched.some(({ field }) => SEEN.has(field))) return null;
  return matched[0] ?? null;
}
