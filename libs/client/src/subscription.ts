import type { Position, Topic } from '@livekit-dashboard/contracts';

/** Options of one subscription. */
export interface SubscribeOptions {
  /**
   * Resume after this position (of a REST reply, or of an earlier run) instead of a snapshot. Used by the first subscription to a topic;
   * a later one starts at the topic's position. Default: a snapshot.
   */
  readonly since?: Position;
}

/** The subscription of one observer to a topic. */
export interface Subscription {
  /** Name of the topic. */
  readonly topic: Topic;
  /** The observer has received everything up to here. Null before the first reply, and after a reset. */
  readonly position: Position | null;
  /** Whether the server sends this topic now. False while connecting, reconnecting or refused. */
  readonly live: boolean;
  /** Ends the subscription: no callback is called after it. The last one of a topic unsubscribes from the server. */
  close(): void;
}
