import type { DomainEvent } from '@livekit-dashboard/domain';

/** A verified and parsed event that is not stored yet. */
export interface ReceivedEvent {
  /** Name of the LiveKit server that sent it. */
  readonly source: string;
  /** Name of the API key that signed it; null for a synthetic event. */
  readonly apiKey: string | null;
  /** In ms since 1970. If an earlier copy is stored, its time applies. */
  readonly receivedAt: number;
  /** Size of the body, which counts against the queue's limit. */
  readonly bytes: number;
  readonly synthetic: boolean;
  readonly event: DomainEvent;
  /** As sent, with each secret replaced by "[removed]". */
  readonly payload: Record<string, unknown>;
}
