import type { Change, Position, ResetReason, SocketErrorCode, StoredEvent } from '@livekit-dashboard/contracts';

/** Why the server refused a topic. The client requests it again after a reconnect. `unavailable` is never reported: the client retries it. */
export interface SubscribeError {
  /** The reason, for programs. */
  readonly code: SocketErrorCode;
  /** The reason, for people. */
  readonly message: string;
}

/** Callbacks for a topic of changes, called in the order of the stream. A callback that throws does not affect other observers. */
export interface ChangesObserver {
  /** All rows of the topic: replace those you have. */
  snapshot?(changes: readonly Change[], position: Position): void;
  /** Changed rows, each newer than the one you have of its id. `value: null`: the row was deleted. */
  changes?(changes: readonly Change[], position: Position): void;
  /** Your rows are void; a snapshot follows. */
  reset?(reason: ResetReason): void;
  /** The server refused the topic. */
  error?(error: SubscribeError): void;
}

/** Callbacks for a topic of events. A callback that throws does not affect other observers. */
export interface EventsObserver {
  /** Events follow from this position on, without those before it: fetch these from `GET /api/v1/events?after=<offset>`. */
  snapshot?(position: Position): void;
  /** New events in the order of their offsets, each once. */
  events?(events: readonly StoredEvent[], position: Position): void;
  /** The position is void; `snapshot` reports the new one. */
  reset?(reason: ResetReason): void;
  /** The server refused the topic. */
  error?(error: SubscribeError): void;
}
