import type { RETENTION_EVENTS } from '@livekit-dashboard/domain';
import type { EventEntity } from '../entities/event.entity';

interface RetentionFields {
  readonly event: (typeof RETENTION_EVENTS)[number];
  /** The subject of the step; together with its offset it makes the id. */
  readonly about: string;
  readonly source: string;
  readonly streamOffset: number;
  readonly nowMs: number;
  readonly sessionSid?: string | null;
  readonly payload: object;
}

/** The event in the log for one step of a deletion or an erasure. It names no person. */
export function retentionEvent(fields: RetentionFields): EventEntity {
  const { event, about, source, streamOffset, nowMs, sessionSid = null, payload } = fields;
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
