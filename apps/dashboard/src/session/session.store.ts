/**
 * One session as the topic `session:<sid>` tells it: the session, its participants, tracks and egresses, running or ended.
 * Provided by the page, which opens it with the sid of its URL; it ends with the page, or with the next sid.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import {
  type Change,
  type Egress,
  type Participant,
  type Session,
  sessionTopic,
  type Track,
} from '@livekit-dashboard/contracts';
import { changesOf } from '../live/changes-of';
import { LiveStore } from '../live/live.store';
import { Rows } from '../live/rows';
import { byTime } from './by-time';

@Injectable()
export class SessionStore {
  private readonly live = inject(LiveStore);
  private readonly destroyRef = inject(DestroyRef);
  private readonly content = signal(emptyContent());
  private readonly arrived = signal(false);
  private readonly fault = signal<string | null>(null);
  private stop = (): void => undefined;

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

  open(sid: string): void {
    this.stop();
    const content = emptyContent();
    this.content.set(content);
    this.arrived.set(false);
    this.fault.set(null);
    this.stop = this.live.changes(
      sessionTopic(sid),
      {
        snapshot: (changes) => {
          each(content, changes, (rows, of) => rows.replace(of));
          this.arrived.set(true);
        },
        changes: (changes) => each(content, changes, (rows, of) => rows.apply(of)),
        error: ({ message }) => this.fault.set(message),
      },
      this.destroyRef,
    );
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
