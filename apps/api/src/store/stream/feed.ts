import type { Change, StoredEvent } from '@livekit-dashboard/contracts';

/** One changed row with what its readers need to route it, and never send. */
export interface FeedChange {
  readonly change: Change;
  /** The server whose row it is. */
  readonly source: string;
  /** The session it belongs to; null for an egress or ingress whose room is not known. */
  readonly sessionSid: string | null;
  /** Active before or after the batch, or came and went within it: `sessions` and `agents` carry it. */
  readonly live: boolean;
}

/** A session of a named server. */
export interface SourcedSession {
  readonly source: string;
  readonly sid: string;
}

/**
 * What a committed transaction changed: it covers (fromOffset, toOffset] of the stream. `changes` has each row once, at its
 * present value. A connection of kind AGENT is there twice: as `participant` and as `agent`.
 */
export interface FeedBatch {
  readonly epoch: string;
  readonly fromOffset: number;
  readonly toOffset: number;
  readonly changes: readonly FeedChange[];
  /** Null if they would make the message too large: read them from the store. */
  readonly events: readonly StoredEvent[] | null;
  /** Sessions that earlier events moved into or out of: what was sent of their events has gaps now. Absent: none. */
  readonly moved?: readonly SourcedSession[];
}
