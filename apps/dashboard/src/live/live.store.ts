/**
 * The page's one source of live truth: the state of the link, the server's clock, the stats, and topics bound to a lifetime.
 *
 * Invariants: nothing else in the dashboard talks to the client; a subscription ends with the injector it was opened in; a page
 * that opens the same topic twice still has one on the wire (the client sees to that).
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { ChangesObserver, EventsObserver, LinkStatus, Subscription } from '@livekit-dashboard/client';
import type { Change, ChangesTopic, EventsTopic, Position, Stats } from '@livekit-dashboard/contracts';
import { LIVE_CLIENT } from './client.token';

@Injectable({ providedIn: 'root' })
export class LiveStore {
  private readonly client = inject(LIVE_CLIENT);
  private readonly status = signal<LinkStatus>({ state: 'connecting', since: Date.now() });
  private readonly latest = signal<Stats | null>(null);

  readonly link = this.status.asReadonly();
  /** What is on the page is what the server holds. False: it is old, and must look it. */
  readonly live = computed(() => this.status().state === 'live');
  /** The whole server at a glance; null until the first came. */
  readonly stats = this.latest.asReadonly();

  constructor() {
    const destroyRef = inject(DestroyRef);
    destroyRef.onDestroy(this.client.onStatus((status) => this.status.set(status)));
    const take = (changes: readonly Change[]) => this.takeStats(changes);
    this.changes('overview', { snapshot: take, changes: take }, destroyRef);
  }

  /** The server's clock in ms since 1970. */
  serverNow(): number {
    return this.client.serverNow();
  }

  /** A time of this browser's clock, told by the server's. */
  toServerTime(browserMs: number): number {
    return browserMs + this.client.serverNow() - Date.now();
  }

  /** Follows a topic, from `since` if given, until `until` is destroyed or the function it returns is called. */
  changes(topic: ChangesTopic, observer: ChangesObserver, until: DestroyRef, since?: Position): () => void {
    return bind(this.client.subscribe(topic, observer, since ? { since } : {}), until);
  }

  /** The same for a topic of raw events. */
  events(topic: EventsTopic, observer: EventsObserver, until: DestroyRef): () => void {
    return bind(this.client.subscribe(topic, observer), until);
  }

  private takeStats(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'stats' && change.value) this.latest.set(change.value);
    }
  }
}

function bind(subscription: Subscription, until: DestroyRef): () => void {
  const forget = until.onDestroy(() => subscription.close());
  return () => {
    forget();
    subscription.close();
  };
}
