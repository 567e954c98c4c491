/**
 * One session from the topic `session:<sid>`: the session, its participants, tracks, egresses and ingresses, running or
 * ended. If it is too large for a snapshot, it is loaded from REST and followed from there. Provided by the page, which
 * opens it with the sid of its URL; it ends with the page, or with the next sid.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import {
  type Change,
  type Egress,
  type Ingress,
  type Participant,
  type Position,
  type Session,
  type SessionRef,
  sessionTopic,
  type Track,
} from '@livekit-dashboard/contracts';
import { changesOf } from '../live/changes-of';
import { LiveStore } from '../live/live.store';
import { errorText, RestError } from '../live/rest';
import { Rows } from '../live/rows';
import { byTime } from './by-time';
import { censusOf } from './census';
import { loadSession } from './load-session';

/** Errors of the topic that are resolved over REST, by pages of rows or by the servers to choose from. */
const ASK_REST: ReadonlySet<string> = new Set(['too_large', 'ambiguous']);

@Injectable()
export class SessionStore {
  private readonly live = inject(LiveStore);
  private readonly destroyRef = inject(DestroyRef);
  private readonly content = signal(emptyContent());
  private readonly arrived = signal(false);
  private readonly failure = signal<string | null>(null);
  private readonly several = signal<readonly string[]>([]);
  private stop = (): void => undefined;
  private rest = new AbortController();

  readonly loading = computed(() => !this.arrived());
  readonly error = this.failure.asReadonly();
  /** The servers that have a session of this sid, if the address names none and there are several. */
  readonly servers = this.several.asReadonly();
  /** Null: loading, or there is no session of this sid. */
  readonly session = computed(() => this.content().sessions.values()[0] ?? null);
  /** In the order of joining, so that a new one does not move the others. */
  readonly participants = computed(() =>
    this.content()
      .participants.values()
      .sort(byTime((row) => row.joinedAt ?? row.leftAt)),
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
  readonly ingresses = computed(() =>
    this.content()
      .ingresses.values()
      .sort(byTime((row) => row.startedAt)),
  );

  /** How many tracks each connection published, by its sid. */
  readonly published = computed((): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const { participantSid } of this.tracks()) counts.set(participantSid, (counts.get(participantSid) ?? 0) + 1);
    return counts;
  });
  /** Who came, counted. */
  readonly census = computed(() => censusOf(this.participants()));

  constructor() {
    this.destroyRef.onDestroy(() => this.rest.abort());
  }

  /** `source` null: the server that has the sid. */
  open(sid: string, source: string | null): void {
    this.content.set(emptyContent());
    this.arrived.set(false);
    this.failure.set(null);
    this.several.set([]);
    this.follow({ sid, source });
  }

  private follow(ref: SessionRef, since?: Position): void {
    this.stop();
    this.rest.abort();
    const content = this.content();
    this.stop = this.live.changes(
      sessionTopic(ref.sid, ref.source),
      {
        snapshot: (changes) => this.begin(content, changes),
        changes: (changes) => each(content, changes, (rows, of) => rows.apply(of)),
        error: ({ code, message }) => (ASK_REST.has(code) ? void this.takeFromRest(ref) : this.failure.set(message)),
      },
      this.destroyRef,
      since,
    );
  }

  /** For more rows than a snapshot carries: loads them page by page, then follows from the offset of the first page. */
  private async takeFromRest(ref: SessionRef): Promise<void> {
    this.rest.abort();
    const { signal: aborted } = (this.rest = new AbortController());
    try {
      const { changes, since } = await loadSession(ref, aborted);
      this.begin(this.content(), changes);
      this.follow(ref, since);
    } catch (error) {
      if (aborted.aborted) return;
      if (error instanceof RestError && error.choices.length > 0)
        this.several.set(error.choices.map(({ source }) => source));
      else this.failure.set(errorText(error));
    }
  }

  private begin(content: Content, changes: readonly Change[]): void {
    each(content, changes, (rows, of) => rows.replace(of));
    this.failure.set(null);
    this.arrived.set(true);
  }
}

interface Content {
  readonly sessions: Rows<Session>;
  readonly participants: Rows<Participant>;
  readonly tracks: Rows<Track>;
  readonly egresses: Rows<Egress>;
  readonly ingresses: Rows<Ingress>;
}

const emptyContent = (): Content => ({
  sessions: new Rows(),
  participants: new Rows(),
  tracks: new Rows(),
  egresses: new Rows(),
  ingresses: new Rows(),
});

type Take = <T>(rows: Rows<T>, changes: readonly { id: string; offset: number; value: T | null }[]) => void;

function each(content: Content, changes: readonly Change[], take: Take): void {
  take(content.sessions, changesOf('session', changes));
  take(content.participants, changesOf('participant', changes));
  take(content.tracks, changesOf('track', changes));
  take(content.egresses, changesOf('egress', changes));
  take(content.ingresses, changesOf('ingress', changes));
}
