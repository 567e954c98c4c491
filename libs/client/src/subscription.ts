import type { Position, Topic } from '@livekit-dashboard/contracts';

export interface SubscribeOptions {
  /**
   * Follow from this position (of a REST answer, or of an earlier run) instead of a snapshot. Taken by the first subscription to
   * a topic; a later one joins where the topic is.
   */
  readonly since?: Position;
}

/** One observer's hold on a topic. */
export interface Subscription {
  readonly topic: Topic;
  /** Up to where the observer has been told everything; null before the first answer and after a reset. */
  readonly position: Position | null;
  /** The server sends this topic now. False while connecting, reconnecting or refused. */
  readonly live: boolean;
  /** Nothing is called after this. The topic's last one ends it on the wire too. */
  close(): void;
}
