/**
 * The results of the search field: sessions by room, person, phone number or id, active ones first. It sends a request
 * shortly after the last key and aborts an older one. The last results stay until the next answer, so that the list
 * does not blink.
 */
import { computed, DestroyRef, inject, Injectable } from '@angular/core';
import type { ListedSession, SearchMatch, SessionList } from '@livekit-dashboard/contracts';
import { getJson } from '../live/rest';
import { RestRequest } from '../shared/data/rest-request';

const PAUSE_MS = 150;
const SHOWN = 8;
/** The minimum number of results that are ended sessions, if that many match. */
const ENDED_PLACES = 3;

export interface Match {
  readonly session: ListedSession;
  /** The matching value, unless it is the name of the room or the sid, which the list shows anyway. */
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
  private readonly request = new RestRequest<Found>(inject(DestroyRef));
  private readonly failed = computed(() => this.request.state() === 'failed');

  /** Null: nothing was searched, the first answer is not there yet, or the last request failed. */
  readonly found = computed(() => (this.failed() ? null : this.request.value()));
  readonly error = computed(() => (this.failed() ? this.request.error() : null));
  readonly busy = this.request.loading;
  readonly matches = computed(() => this.found()?.matches ?? []);

  /** After a pause, which the next key starts again. */
  find(text: string): void {
    const wanted = text.trim();
    if (wanted === '') return this.request.set(null);
    void this.request.run(async (aborted) => {
      await pause(PAUSE_MS, aborted);
      return search(wanted, aborted);
    });
  }

  ask(text: string): Promise<void> {
    return this.request.run((aborted) => search(text, aborted));
  }
}

const pause = (ms: number, aborted: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    aborted.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(aborted.reason as Error);
    });
  });

async function search(text: string, aborted: AbortSignal): Promise<Found> {
  const query = (state: ListedSession['state']) => ({ q: text, state, limit: SHOWN, sort: '-lastEventAt' });
  const [active, ended] = await Promise.all([
    getJson<SessionList>('sessions', query('active'), aborted),
    getJson<SessionList>('sessions', query('ended'), aborted),
  ]);
  return { text, matches: together(active.items, ended.items), active: active.total, ended: ended.total };
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
