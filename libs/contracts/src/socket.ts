import type { SOCKET_ERROR_CODES } from './codes';
import type {
  ChangesMessage,
  ChangesSubscribed,
  EventsMessage,
  EventsSubscribed,
  HeartbeatMessage,
  Refusal,
  ResetMessage,
  SubscribeRequest,
  UnsubscribeRequest,
} from './types';

/**
 * Why a request was refused. `bad_request`: malformed. `unknown_topic`: there is no such topic. `forbidden`: not allowed. `too_large`: the
 * snapshot exceeds `SNAPSHOT_LIMITS`; fetch the rows over REST, then subscribe with `since`. `unavailable`: the database is unavailable;
 * retry. `ambiguous`: two servers have a session of this sid; name the server, `session:<source>/<sid>`.
 */
export type SocketErrorCode = (typeof SOCKET_ERROR_CODES)[number];

/** `snapshot`: replace all cached rows by these. `resumed`: the present value of every row changed since. */
export type SubscribeMode = ChangesSubscribed['mode'];

/** The acknowledgement of `subscribe`. */
export type SubscribeReply = ChangesSubscribed | EventsSubscribed | Refusal;

/** The acknowledgement of `unsubscribe`. */
export type UnsubscribeReply = { readonly ok: true } | Refusal;

/**
 * Why a topic was reset. `epoch_changed`: the database was replaced, or restored to an earlier state. `slow_reader`: the client did not
 * read fast enough. `events_moved`: on the events of one session, earlier events moved into or out of it; fetch all of them from REST.
 */
export type ResetReason = ResetMessage['reason'];

/** Messages of a client; each is acknowledged. */
export interface ClientToServerEvents {
  subscribe: (request: SubscribeRequest, reply: (reply: SubscribeReply) => void) => void;
  unsubscribe: (request: UnsubscribeRequest, reply: (reply: UnsubscribeReply) => void) => void;
}

/** Messages of the server. No message of a topic precedes the acknowledgement of its subscription. */
export interface ServerToClientEvents {
  changes: (message: ChangesMessage) => void;
  events: (message: EventsMessage) => void;
  /** The subscription ended, and all cached rows of the topic are void: subscribe again. */
  reset: (message: ResetMessage) => void;
  /** Sent once a second, so that a lost connection is noticed at once. */
  heartbeat: (message: HeartbeatMessage) => void;
}

export const SOCKET_PATH = '/socket.io';
export const HEARTBEAT_MS = 1000;
/** A snapshot that exceeds either is refused as `too_large`. */
export const SNAPSHOT_LIMITS = { rows: 5000, bytes: 4 * 1024 * 1024 } as const;
/** A resume of `events` that exceeds either is answered with a `snapshot` at the head: fetch the gap from `GET events?after=`. */
export const EVENTS_RESUME_LIMITS = { events: 1000, bytes: 4 * 1024 * 1024 } as const;
