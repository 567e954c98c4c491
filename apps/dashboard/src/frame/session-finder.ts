/**
 * What the search box finds: sessions by room, sid or identity, active ones first. It asks a moment after the last key, and gives up a
 * question that another replaces. What was found stays until the next answer, so that the list does not blink.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { Session, SessionList } from '@livekit-dashboard/contracts';
import { faultWords, getJson } from '../live/rest';

const PAUSE_MS = 150;
export const SHOWN = 8;
/** Of them at least so many places are for ended sessions, if that many match. */
const ENDED_PLACES = 3;

export interface Match {
  readonly session: Session;
  /** Where the text is. An identity is not named: the answer tells that one matches, not which. */
  readonly by: 'room' | 'sid' | 'identity';
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
  private readonly fault = signal<string | null>(null);
  private readonly asking = signal(false);
  private abort = new AbortController();
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** Null: nothing was asked, or the first answer is under way. */
  readonly found = this.answer.asReadonly();
  readonly error = this.fault.asReadonly();
  readonly busy = this.asking.asReadonly();
  readonly matches = computed(() => this.answer()?.matches ?? []);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  find(text: string): void {
    this.stop();
    this.fault.set(null);
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
      const query = (state: Session['state']) => ({ q: text, state, limit: SHOWN, sort: '-lastEventAt' });
      const [active, ended] = await Promise.all([
        getJson<SessionList>('sessions', query('active'), aborted),
        getJson<SessionList>('sessions', query('ended'), aborted),
      ]);
      if (aborted.aborted) return;
      this.answer.set({
        text,
        matches: together(active.items, ended.items, text),
        active: active.total,
        ended: ended.total,
      });
      this.fault.set(null);
    } catch (fault) {
      if (aborted.aborted) return;
      this.answer.set(null);
      this.fault.set(faultWords(fault));
    }
    this.asking.set(false);
  }

  private stop(): void {
    clearTimeout(this.pause);
    this.abort.abort();
    this.asking.set(false);
  }
}

function together(active: readonly Session[], ended: readonly Session[], text: string): Match[] {
  const places = SHOWN - Math.min(ENDED_PLACES, ended.length);
  const sessions = [...active.slice(0, places), ...ended].slice(0, SHOWN);
  return sessions.map((session) => ({ session, by: whereIn(session, text.toLowerCase()) }));
}

function whereIn({ name, sid }: Session, text: string): Match['by'] {
  if (name?.toLowerCase().includes(text)) return 'room';
  return sid.toLowerCase().includes(text) ? 'sid' : 'identity';
}
