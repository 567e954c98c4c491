import type {
  Change,
  Position,
  Refusal,
  SocketErrorCode,
  StoredEvent,
  SubscribeMode,
} from '@livekit-dashboard/contracts';

type Told = Position & { readonly ok: true; readonly mode: SubscribeMode };

/** What a subscriber is told, but for the time. */
export type Answer =
  (Told & { readonly changes: readonly Change[] }) | (Told & { readonly events: readonly StoredEvent[] }) | Refusal;

export function refuse(code: SocketErrorCode, message: string): Refusal {
  return { ok: false, error: { code, message } };
}

export const NOT_NOW = refuse('unavailable', 'The database does not answer. Try again.');
