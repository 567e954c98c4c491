/**
 * One session as the topic `session:<sid>` tells it: the session, its participants, tracks and egresses, running or ended.
 * One that is too large for a snapshot comes over REST and is followed from there. Provided by the page, which opens it with the sid of
 * its URL; it ends with the page, or with the next sid.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import {
  type Change,
  type Egress,
  type Participant,
  type Position,
  type Session,
  sessionTopic,
  type Track,
} from '@livekit-dashboard/contracts';
import { changesOf } from '../live/changes-of';
import { LiveStore } from '../live/live.store';
import { faultWords } from '../live/rest';
import { Rows } from '../live/rows';
import { byTime } from './by-time';
import { censusOf } from './census';
import { loadSession } from './load-session';

@Injectable()
export class SessionStore {
  private readonly live = inject(LiveStore);
  private readonly destroyRef = inject(DestroyRef);
  private readonly content = signal(emptyContent());
  private readonly arrived = signal(false);
  private readonly fault = signal<string | null>(null);
  private stop = (): void => undefined;
  private rest = new AbortController();

  readonly loading = computed(() => !this.arrived());
  readonly error = this.fault.asReadonly();
  /** Null: loading, or there is no session of this sid. */
  readonly session = computed(() => this.content().sessions.values()[0] ?? null);
  /** In the order in which they came, so that a new one moves none. */
  readonly participants = computed(() =>
    this.content()
      .participants.values()
      .sort(byTime((row) => row.joinedAt)),
  );
  readonly tracks = computed(() =>
    this.content()
      .tracks.values()
      .sort(byTime((row) => row.publishedAt)),
  );
  readonly egresses = computed(() =>
    this.content()
      .egresses.values()
      .sort(byTime((row) => row.startedAt)),
  );

  /** Who came, counted. */
  readonly census = computed(() => censusOf(this.participants()));

  constructor() {
    this.destroyRef.onDestroy(() => this.rest.abort());
  }

  open(sid: string): void {
    this.content.set(emptyContent());
    this.arrived.set(false);
    this.fault.set(null);
    this.follow(sid);
  }

  private follow(sid: string, since?: Position): void {
    this.stop();
    this.rest.abort();
    const content = this.content();
    this.stop = this.live.changes(
      sessionTopic(sid),
      {
        snapshot: (changes) => this.begin(content, changes),
        changes: (changes) => each(content, changes, (rows, of) => rows.apply(of)),
        error: ({ code, message }) => (code === 'too_large' ? void this.takeFromRest(sid) : this.fault.set(message)),
      },
      this.destroyRef,
      since,
    );
  }

  /** More rows than a snapshot carries: take them page by page, then follow from where the first page stood. */
  private async takeFromRest(sid: string): Promise<void> {
    this.rest.abort();
    const { signal: aborted } = (this.rest = new AbortController());
    try {
      const { changes, since } = await loadSession(sid, aborted);
      this.begin(this.content(), changes);
      this.follow(sid, since);
    } catch (fault) {
      if (!aborted.aborted) this.fault.set(faultWords(fault));
    }
  }

  private begin(content: Content, changes: readonly Change[]): void {
    each(content, changes, (rows, of) => rows.replace(of));
    this.fault.set(null);
    this.arrived.set(true);
  }
}

interface Content {
  readonly sessions: Rows<Session>;
  readonly participants: Rows<Participant>;
  readonly tracks: Rows<Track>;
  readonly egresses: Rows<Egress>;
}

const emptyContent = (): Content => ({
  sessions: new Rows(),
  participants: new Rows(),
  tracks: new Rows(),
  egresses: new Rows(),
});

type Take = <T>(rows: Rows<T>, changes: readonly { id: string; offset: number; value: T | null }[]) => void;

function each(content: Content, changes: readonly Change[], take: Take): void {
  take(content.sessions, changesOf('session', changes));
  take(content.participants, changesOf('participant', changes));
  take(content.tracks, changesOf('track', changes));
  take(content.egresses, changesOf('egress', changes));
}
