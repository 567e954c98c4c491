import type { Change, Position, ResetReason, SocketErrorCode, StoredEvent } from '@livekit-dashboard/contracts';

/** Why a topic is not followed. The client tries again only after a reconnect; `unavailable` never comes here, it is retried. */
export interface SubscribeError {
  readonly code: SocketErrorCode;
  readonly message: string;
}

/** What a program gives to follow `overview`, `sessions`, `agents` or `session:<sid>`. Called in the order of the stream. */
export interface ChangesObserver {
  /** Forget what you hold: this is all there is. */
  snapshot?(changes: readonly Change[], position: Position): void;
  /** Apply each: all are newer than what you hold of their ids. `value: null` means deleted. */
  changes?(changes: readonly Change[], position: Position): void;
  /** What you hold is void; a snapshot follows. */
  reset?(reason: ResetReason): void;
  error?(error: SubscribeError): void;
}

/** What a program gives to follow `events` or `events:<sid>`. */
export interface EventsObserver {
  /** It starts here, or jumped here: what lies between is to be had from `GET /api/v1/events?after=<offset>`. */
  snapshot?(position: Position): void;
  /** In the order of their offsets, each once. */
  events?(events: readonly StoredEvent[], position: Position): void;
  /** The stream you followed is gone; `snapshot` tells where it goes on. */
  reset?(reason: ResetReason): void;
  error?(error: SubscribeError): void;
}
