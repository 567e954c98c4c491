/** Small parsed events, for tests of the stages after the webhook. */
import { parseWebhook } from '@livekit-dashboard/livekit';
import type { ReceivedEvent } from '../ingest/received-event';

const SECOND_MS = Date.UTC(2026, 10, 23, 9, 30);

interface EventFields {
  readonly id?: string;
  readonly room?: string;
  readonly sid?: string;
  readonly participant?: Record<string, unknown>;
  readonly track?: Record<string, unknown>;
  readonly egressInfo?: Record<string, unknown>;
  readonly metadata?: string;
  /** Seconds after the start of the room. */
  readonly at?: number;
  readonly source?: string;
}

let number = 0;

/** An event as a webhook would deliver it; ids are new unless given. */
export function receivedEvent(event: string, fields: EventFields = {}): ReceivedEvent {
  const { room = 'daily', sid = `RM_${room}`, at = 0, source = 'default' } = fields;
  const seconds = SECOND_MS / 1000 + at;
  const full = /^(room|participant)_/.test(event);
  number += 1;
  const body = JSON.stringify({
    event,
    id: fields.id ?? `EV_${number}`,
    createdAt: String(seconds),
    ...(event.startsWith('egress_')
      ? { egressInfo: { roomId: sid, roomName: room, ...fields.egressInfo } }
      : {
          room: { sid, name: room, ...(full ? { creationTimeMs: String(SECOND_MS), metadata: fields.metadata } : {}) },
        }),
    participant: fields.participant,
    track: fields.track,
  });
  const receivedAt = seconds * 1000 + 250;
  const parsed = parseWebhook(Buffer.from(body), receivedAt);
  if (!parsed.ok) throw new Error(parsed.error);
  return {
    source,
    apiKey: 'devkey',
    receivedAt,
    bytes: body.length,
    synthetic: false,
    event: parsed.event,
    payload: parsed.payload,
  };
}

/** A person as a whole participant. */
export const person = (identity: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  sid: `PA_${identity}`,
  identity,
  name: identity,
  version: 2,
  joinedAtMs: String(SECOND_MS + 100),
  ...more,
});
