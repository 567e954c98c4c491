import type { Change, Position } from './changes';
import type { StoredEvent } from './entities';
import type { Topic } from './topics';

/**
 * Why a request was refused. `bad_request`: not of its form. `unknown_topic`. `forbidden`. `too_large`: the snapshot has more
 * rows than a message carries; take it from REST, then subscribe with `since`. `unavailable`: the database is away; try again.
 */
export type SocketErrorCode = 'bad_request' | 'unknown_topic' | 'forbidden' | 'too_large' | 'unavailable';

export type Refusal = {
  readonly ok: false;
  readonly error: { readonly code: SocketErrorCode; readonly message: string };
};

/** `since`: resume after this position. Left out: a snapshot. */
export type SubscribeRequest = { readonly topic: string; readonly since?: Position | undefined };

/** `snapshot`: forget what you hold, this is all. `resumed`: the present value of every row changed since. */
export type SubscribeMode = 'snapshot' | 'resumed';

type Subscribed = {
  readonly ok: true;
  readonly mode: SubscribeMode;
  readonly epoch: string;
  readonly offset: number;
  readonly serverTime: string;
};
export type ChangesSubscribed = Subscribed & { readonly changes: readonly Change[] };
export type EventsSubscribed = Subscribed & { readonly events: readonly StoredEvent[] };
export type SubscribeReply = ChangesSubscribed | EventsSubscribed | Refusal;

export type UnsubscribeRequest = { readonly topic: string };
export type UnsubscribeReply = { readonly ok: true } | Refusal;

type Span = {
  readonly topic: Topic;
  readonly epoch: string;
  /** The topic's previous `toOffset`: the message covers (fromOffset, toOffset]. */
  readonly fromOffset: number;
  readonly toOffset: number;
};
export type ChangesMessage = Span & { readonly serverTime: string; readonly changes: readonly Change[] };
export type EventsMessage = Span & { readonly events: readonly StoredEvent[] };
export type ResetReason = 'epoch_changed' | 'slow_reader';
export type ResetMessage = { readonly topic: Topic; readonly reason: ResetReason };
export type HeartbeatMessage = { readonly serverTime: string };

/** What a client may send; each is acknowledged. */
export interface ClientToServerEvents {
  subscribe: (request: SubscribeRequest, reply: (reply: SubscribeReply) => void) => void;
  unsubscribe: (request: UnsubscribeRequest, reply: (reply: UnsubscribeReply) => void) => void;
}

/** What the server sends. Nothing of a topic precedes the acknowledgement of its subscription. */
export interface ServerToClientEvents {
  changes: (message: ChangesMessage) => void;
  events: (message: EventsMessage) => void;
  /** What you hold of the topic is void and nothing more will come: subscribe anew. */
  reset: (message: ResetMessage) => void;
  /** Once a second, so that a dead link shows at once. */
  heartbeat: (message: HeartbeatMessage) => void;
}

export const SOCKET_PATH = '/socket.io';
export const HEARTBEAT_MS = 1000;
/** A snapshot over either bound is `too_large`. */
export const SNAPSHOT_LIMITS = { rows: 5000, bytes: 4 * 1024 * 1024 } as const;
/** A resume of `events` over either bound is a `snapshot` at the head: fill in by `GET events?after=`. */
export const EVENTS_RESUME_LIMITS = { events: 1000, bytes: 4 * 1024 * 1024 } as const;
