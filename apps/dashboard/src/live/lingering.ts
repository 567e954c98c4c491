/**
 * The subscriptions of lists that the user left stay open for some time, so that a user who returns finds the list up
 * to date without a request.
 * Lifecycle: from leaving a list that is live to its next opening, or for LINGER_MS.
 */
import type { Subscription } from '@livekit-dashboard/client';
import type { ChangesTopic } from '@livekit-dashboard/contracts';
import type { LiveClient } from './client.token';

export const LINGER_MS = 30_000;

interface Held {
  readonly subscription: Subscription;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Lingering {
  private readonly held = new Map<ChangesTopic, Held>();

  constructor(private readonly client: Pick<LiveClient, 'subscribe'>) {}

  /** Call it before the list's own subscription closes. */
  leave(topic: ChangesTopic): void {
    this.end(topic);
    const timer = setTimeout(() => this.end(topic), LINGER_MS);
    this.held.set(topic, { subscription: this.client.subscribe(topic, {}), timer });
  }

  /** Call it before a subscription: a list that is no longer live would not report why. */
  prepare(topic: ChangesTopic): void {
    if (this.held.get(topic)?.subscription.live === false) this.end(topic);
  }

  end(topic: ChangesTopic): void {
    const held = this.held.get(topic);
    if (!held) return;
    this.held.delete(topic);
    clearTimeout(held.timer);
    held.subscription.close();
  }
}
