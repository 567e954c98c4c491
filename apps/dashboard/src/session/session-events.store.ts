/**
 * The raw events of one session: stored events are loaded once from `GET sessions/:sid/events`, later ones are from the
 * topic `events:<sid>`. They are joined by offset, so that none is missing and none is there twice.
 *
 * Invariant: up to `filledTo` nothing is missing. After a new snapshot of the topic (first subscription, a reconnect
 * that cannot resume) events are loaded from there; events that arrive meanwhile have higher offsets and are merged.
 * Lifecycle: that of the tab.
 */
import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { type EventList, sessionEventsTopic, type SessionRef, type StoredEvent } from '@livekit-dashboard/contracts';
import { LiveStore } from '../live/live.store';
import { errorText, getJson } from '../live/rest';

const PAGE = 500;
/** The maximum number of events in the browser; an export has all of them. */
export const MOST_EVENTS = 10_000;

@Injectable()
export class SessionEventsStore {
  private readonly live = inject(LiveStore);
  private readonly destroyRef = inject(DestroyRef);
  private readonly held = signal<readonly StoredEvent[]>([]);
  private readonly filling = signal(true);
  private readonly failure = signal<string | null>(null);
  private readonly cut = signal(false);
  private filledTo = 0;
  private ref: SessionRef = { sid: '', source: null };
  private stop = (): void => undefined;
  private abort = new AbortController();

  /** In the order of their offsets, so that new events are appended and none moves. */
  readonly events = this.held.asReadonly();
  readonly loading = this.filling.asReadonly();
  readonly error = this.failure.asReadonly();
  /** There are more than MOST_EVENTS. */
  readonly truncated = this.cut.asReadonly();

  constructor() {
    this.destroyRef.onDestroy(() => this.abort.abort());
  }

  open(ref: SessionRef): void {
    this.stop();
    this.ref = ref;
    this.restart();
    this.stop = this.live.events(
      sessionEventsTopic(ref.sid, ref.source),
      {
        snapshot: () => void this.fill(),
        events: (events) => this.follow(events),
        reset: () => this.restart(),
        error: ({ message }) => this.failure.set(message),
      },
      this.destroyRef,
    );
  }

  /** Loads the stored events after `filledTo` from REST. A newer call replaces one that is loading. */
  async fill(): Promise<void> {
    this.abort.abort();
    const { signal: aborted } = (this.abort = new AbortController());
    this.filling.set(true);
    this.failure.set(null);
    try {
      while (await this.fillPage(aborted)) continue;
      this.filling.set(false);
    } catch (error) {
      if (aborted.aborted) return;
      this.filling.set(false);
      this.failure.set(errorText(error));
    }
  }

  private async fillPage(aborted: AbortSignal): Promise<boolean> {
    const { sid, source } = this.ref;
    const path = `sessions/${encodeURIComponent(sid)}/events`;
    const { items } = await getJson<EventList>(path, { source, after: this.filledTo || null, limit: PAGE }, aborted);
    aborted.throwIfAborted();
    this.merge(items);
    this.filledTo = items.at(-1)?.offset ?? this.filledTo;
    return items.length === PAGE && !this.cut();
  }

  private follow(events: readonly StoredEvent[]): void {
    this.merge(events);
    if (!this.filling() && this.failure() === null) this.filledTo = events.at(-1)?.offset ?? this.filledTo;
  }

  private merge(events: readonly StoredEvent[]): void {
    if (events.length === 0) return;
    const all = new Map([...this.held(), ...events].map((event) => [event.offset, event]));
    const ordered = [...all.values()].sort((a, b) => a.offset - b.offset);
    this.cut.set(ordered.length > MOST_EVENTS);
    this.held.set(ordered.slice(0, MOST_EVENTS));
  }

  private restart(): void {
    this.abort.abort();
    this.held.set([]);
    this.cut.set(false);
    this.filledTo = 0;
    this.filling.set(true);
  }
}
