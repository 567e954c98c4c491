/**
 * From a redacted payload to a domain event. How much of the room and the participant it carries is decided by its
 * content: newer servers send the whole room with events that used to carry only its name. The name of the event
 * decides only where all fields of an object are zero, and so absent.
 */
import type { DomainEvent } from '@livekit-dashboard/domain';
import { withBoundedIds } from './bounded-id';
import { camelKeys } from './camel-keys';
import { egressEvidence } from './egress';
import { ingressEvidence } from './ingress';
import { objectAt, textAt, type JsonObject } from './json';
import { participantEvidence, type ParticipantShape } from './participant';
import { roomEvidence } from './room';
import { millisAt } from './times';
import { trackEvidence } from './track';

export interface Shapes {
  readonly room: 'full' | 'partial';
  readonly participant: ParticipantShape;
}

export function domainEvent(
  sent: JsonObject,
  known: Pick<DomainEvent, 'id' | 'createdAtMs' | 'receivedAtMs'>,
  shapesOf: (event: string) => Shapes,
): DomainEvent {
  const payload = camelKeys(sent);
  const event = textAt(payload, 'event');
  const job = objectAt(payload, 'job');
  const { room, participant } = shapesOf(event);
  return withBoundedIds({
    ...known,
    event,
    room: roomEvidence(objectAt(payload, 'room') ?? objectAt(job, 'room'), room === 'full'),
    participant: participantEvidence(objectAt(payload, 'participant') ?? objectAt(job, 'participant'), participant),
    track: trackEvidence(objectAt(payload, 'track')),
    egress: egressEvidence(objectAt(payload, 'egressInfo')),
    ingress: ingressEvidence(objectAt(payload, 'ingressInfo')),
    ...(event === 'session_timeout' ? { silentSinceMs: millisAt(payload, 'silentSinceMs') } : {}),
  });
}

/** For an unknown event, only ids and names are read. */
export function shapesOfWebhook(event: string): Shapes {
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

/** For synthetic events: a listed object is whole, any other is only named. */
export function shapesOfSynthetic(event: string): Shapes {
  return {
    room: event === 'session_listed' ? 'full' : 'partial',
    participant: event === 'participant_listed' ? 'present' : 'partial',
  };
}
