/**
 * A webhook's body, already known to be signed, to what it tells. The one place that knows how LiveKit's events look.
 * Invariant: never throws. Plain JSON instead of the SDK's `WebhookEvent.fromJson`, which refuses enums it does not know
 * (a newer server's event would be lost) and takes several times as long.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { DomainEvent } from '@livekit-dashboard/domain';
import { egressEvidence } from './egress';
import { ingressEvidence } from './ingress';
import { isObject, objectAt, tellingTextAt, textAt, type JsonObject } from './json';
import { participantEvidence, type ParticipantShape } from './participant';
import { redact } from './redact';
import { roomEvidence } from './room';
import { secondsAt } from './times';
import { trackEvidence } from './track';

export type ParseFault = 'not_utf8' | 'not_json' | 'no_event_name';

export type ParsedWebhook =
  | { readonly ok: true; readonly event: DomainEvent; readonly payload: JsonObject }
  | { readonly ok: false; readonly fault: ParseFault };

/** `receivedAtMs`: when this copy came. `payload` is the body with its secrets removed. */
export function parseWebhook(body: Buffer, receivedAtMs: number): ParsedWebhook {
  if (!isUtf8(body)) return { ok: false, fault: 'not_utf8' };
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return { ok: false, fault: 'not_json' };
  }
  if (!isObject(json) || textAt(json, 'event') === '') return { ok: false, fault: 'no_event_name' };
  const payload = redact(json);
  // The same bytes have the same id: a retry of an event that came without one is still known as a duplicate.
  const id = tellingTextAt(payload, 'id') ?? `sha256:${createHash('sha256').update(body).digest('hex')}`;
  return { ok: true, event: domainEvent(payload, id, receivedAtMs), payload };
}

function domainEvent(payload: JsonObject, id: string, receivedAtMs: number): DomainEvent {
  const event = textAt(payload, 'event');
  const job = objectAt(payload, 'job');
  const { room, participant } = shapesOf(event);
  return {
    id,
    event,
    createdAtMs: secondsAt(payload, 'createdAt') ?? Math.floor(receivedAtMs / 1000) * 1000,
    receivedAtMs,
    room: roomEvidence(objectAt(payload, 'room') ?? objectAt(job, 'room'), room === 'full'),
    participant: participantEvidence(objectAt(payload, 'participant') ?? objectAt(job, 'participant'), participant),
    track: trackEvidence(objectAt(payload, 'track')),
    egress: egressEvidence(objectAt(payload, 'egressInfo')),
    ingress: ingressEvidence(objectAt(payload, 'ingressInfo')),
  };
}

/** How much of the room and the participant an event carries. Of an unknown event nothing but ids and names is believed. */
function shapesOf(event: string): { room: 'full' | 'partial'; participant: ParticipantShape } {
  switch (event) {
    case 'room_started':
    case 'room_finished':
    case 'participant_joined':
      return { room: 'full', participant: 'present' };
    case 'participant_left':
    case 'participant_connection_aborted':
      return { room: 'full', participant: 'gone' };
    default:
      return { room: 'partial', participant: 'partial' };
  }
}
