import type { Change, StoredEvent } from '@livekit-dashboard/contracts';

/** One changed row with what readers need to route it, which they do not send to clients. */
export interface FeedChange {
  readonly change: Change;
  /** The server whose row it is. */
  readonly source: string;
  /** The session it belongs to; null for an egress or ingress whose room is not known. */
  readonly sessionSid: string | null;
  /** Whether it was active before, after or during the batch: `sessions` and `agents` carry it. */
  readonly live: boolean;
}

/** A session of a named server. */
export interface SourcedSession {
  readonly source: string;
  readonly sid: string;
}

/**
 * What a committed transaction changed: it covers (fromOffset, toOffset] of the stream. `changes` has each row once,
 * with its current value. A connection of kind AGENT has two changes: `participant` and `agent`.
 */
export interface FeedBatch {
  readonly epoch: string;
  readonly fromOffset: number;
  readonly toOffset: number;
  readonly changes: readonly FeedChange[];
  /** Null if they would make the message too large: read them from the store. */
  readonly events: readonly StoredEvent[] | null;
  /**
   * Sessions whose earlier events moved to or from another session, so that what was sent of their events has gaps.
   * Absent: none.
   */
  readonly moved?: readonly SourcedSession[];
}
