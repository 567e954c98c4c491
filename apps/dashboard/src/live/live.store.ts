/**
 * The only source of live data in the page: the state of the connection, the server's clock, the digests of the topic
 * `overview`, and other topics, each with a lifetime.
 *
 * Invariants: nothing else in the dashboard uses the client; a subscription ends with the injector that it was opened
 * in (that of a list a little later, see lingering.ts); two subscriptions to one topic share one on the server (the
 * client does this).
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { ChangesObserver, EventsObserver, LinkStatus, Subscription } from '@livekit-dashboard/client';
import type { Change, ChangesTopic, EventsTopic, Position } from '@livekit-dashboard/contracts';
import { LIVE_CLIENT } from './client.token';
import { Digest } from './digest';
import { Lingering } from './lingering';

const LISTS: ReadonlySet<ChangesTopic> = new Set<ChangesTopic>(['sessions', 'agents']);

@Injectable({ providedIn: 'root' })
export class LiveStore {
  private readonly client = inject(LIVE_CLIENT);
  private readonly lingering = new Lingering(this.client);
  private readonly status = signal<LinkStatus>({ state: 'connecting', since: Date.now() });
  private readonly overview = {
    stats: new Digest('stats'),
    hour: new Digest('hour'),
    busiest: new Digest('busiest'),
    activity: new Digest('activity'),
    health: new Digest('health'),
    failures: new Digest('failures'),
  };

  readonly link = this.status.asReadonly();
  /** Whether the page shows the server's current state. False: it is outdated and must look so. */
  readonly live = computed(() => this.status().state === 'live');
  /** The counts of the whole server; null until the first digest is received. */
  readonly stats = this.overview.stats.value;
  /** One reading per minute of the last hour. Null until it is received, like the digests below. */
  readonly hour = this.overview.hour.value;
  /** The sessions with the most people. */
  readonly busiest = this.overview.busiest.value;
  /** The last events. */
  readonly activity = this.overview.activity.value;
  /** Whether webhooks arrive, and if not, why. */
  readonly health = this.overview.health.value;
  /** What failed within the last hour. */
  readonly failures = this.overview.failures.value;

  constructor() {
    const destroyRef = inject(DestroyRef);
    destroyRef.onDestroy(this.client.onStatus((status) => this.status.set(status)));
    const take = (changes: readonly Change[]) => this.take(changes);
    this.changes('overview', { snapshot: take, changes: take }, destroyRef);
  }

  /** The server's clock in ms since 1970. */
  serverNow(): number {
    return this.client.serverNow();
  }

  /** Converts a time of this browser's clock to the server's clock. */
  toServerTime(browserMs: number): number {
    return browserMs + this.client.serverNow() - Date.now();
  }

  /** Follows a topic, from `since` if given, until `until` is destroyed or the function it returns is called. */
  changes(topic: ChangesTopic, observer: ChangesObserver, until: DestroyRef, since?: Position): () => void {
    if (since) this.lingering.end(topic);
    else this.lingering.prepare(topic);
    const subscription = this.client.subscribe(topic, observer, since ? { since } : {});
    this.lingering.end(topic);
    // A subscription from `since` has only the changes after it, not the whole list.
    const lingers = !since && LISTS.has(topic);
    return bind(subscription, until, () => {
      if (lingers && subscription.live) this.lingering.leave(topic);
    });
  }

  /** The same for topics of raw events. */
  events(topic: EventsTopic, observer: EventsObserver, until: DestroyRef): () => void {
    return bind(this.client.subscribe(topic, observer), until);
  }

  private take(changes: readonly Change[]): void {
    for (const digest of Object.values(this.overview)) digest.take(changes);
  }
}

function bind(subscription: Subscription, until: DestroyRef, left = (): void => undefined): () => void {
  const forget = until.onDestroy(() => {
    left();
    subscription.close();
  });
  return () => {
    forget();
    subscription.close();
  };
}
