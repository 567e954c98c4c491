import type { DomainEvent } from '@livekit-dashboard/domain';

/** An event on its way in: verified, parsed, not yet stored. */
export interface ReceivedEvent {
  /** Name of the LiveKit server it is from. */
  readonly source: string;
  /** Name of the API key that signed it; null for one we made. */
  readonly apiKey: string | null;
  /** ms since 1970. If an earlier copy is stored already, that one's time stands. */
  readonly receivedAt: number;
  /** Size of the body: what it weighs in the queue. */
  readonly bytes: number;
  readonly synthetic: boolean;
  readonly event: DomainEvent;
  /** As sent, each secret replaced by "[removed]". */
  readonly payload: Record<string, unknown>;
}
