import type { RETENTION_EVENTS } from '@livekit-dashboard/domain';
import type { EventEntity } from '../entities/event.entity';

interface Told {
  readonly event: (typeof RETENTION_EVENTS)[number];
  /** What it is about: with its offset it makes the id. */
  readonly about: string;
  readonly source: string;
  readonly streamOffset: number;
  readonly nowMs: number;
  readonly sessionSid?: string | null;
  readonly payload: object;
}

/** The event that stands in the log for one step of a deletion or an erasure. It tells of nobody. */
export function retentionEvent(told: Told): EventEntity {
  const { event, about, source, streamOffset, nowMs, sessionSid = null, payload } = told;
  const id = `${event}:${about}:${streamOffset}`;
  const at = { createdAt: String(Math.floor(nowMs / 1000)), createdAtMs: String(nowMs) };
  return {
    streamOffset,
    source,
    id,
    event,
    createdMs: nowMs,
    receivedMs: nowMs,
    apiKey: null,
    sessionSid,
    roomName: null,
    participantSid: null,
    identity: null,
    trackSid: null,
    synthetic: true,
    payload: { event, id, ...at, ...payload },
  };
}
