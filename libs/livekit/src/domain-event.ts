/** From a payload without secrets to what it tells. How much of the room and the participant it carries goes by the event's name. */
import type { DomainEvent } from '@livekit-dashboard/domain';
import { egressEvidence } from './egress';
import { ingressEvidence } from './ingress';
import { objectAt, textAt, type JsonObject } from './json';
import { participantEvidence, type ParticipantShape } from './participant';
import { roomEvidence } from './room';
import { trackEvidence } from './track';

export interface Shapes {
  readonly room: 'full' | 'partial';
  readonly participant: ParticipantShape;
}

export function domainEvent(
  payload: JsonObject,
  known: Pick<DomainEvent, 'id' | 'createdAtMs' | 'receivedAtMs'>,
  shapesOf: (event: string) => Shapes,
): DomainEvent {
  const event = textAt(payload, 'event');
  const job = objectAt(payload, 'job');
  const { room, participant } = shapesOf(event);
  return {
    ...known,
    event,
    room: roomEvidence(objectAt(payload, 'room') ?? objectAt(job, 'room'), room === 'full'),
    participant: participantEvidence(objectAt(payload, 'participant') ?? objectAt(job, 'participant'), participant),
    track: trackEvidence(objectAt(payload, 'track')),
    egress: egressEvidence(objectAt(payload, 'egressInfo')),
    ingress: ingressEvidence(objectAt(payload, 'ingressInfo')),
  };
}

/** Of an unknown event nothing but ids and names is believed. */
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

/** Of the events that we make ourselves: what LiveKit listed is whole, everything else is named only. */
export function shapesOfSynthetic(event: string): Shapes {
  return {
    room: event === 'session_listed' ? 'full' : 'partial',
    participant: event === 'participant_listed' ? 'present' : 'partial',
  };
}
