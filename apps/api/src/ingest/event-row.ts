/** An event in the log: its columns are what one searches by, its payload is what was sent. */
import { toldRoom } from '@livekit-dashboard/domain';
import type { Written } from '../store/repositories/batch-transaction';
import type { ReceivedEvent } from './received-event';

export type EventRow = Written['events'][number];

export function toEventRow(received: ReceivedEvent, streamOffset: number): EventRow {
  const { event } = received;
  const room = toldRoom(event);
  return {
    streamOffset,
    source: received.source,
    id: event.id,
    event: event.event,
    createdMs: event.createdAtMs,
    receivedMs: received.receivedAt,
    apiKey: received.apiKey,
    sessionSid: room?.sid ?? null,
    roomName: room?.name ?? event.egress?.roomName ?? event.ingress?.roomName ?? null,
    participantSid: event.participant?.sid ?? null,
    identity: event.participant?.identity ?? null,
    trackSid: event.track?.sid ?? null,
    synthetic: received.synthetic,
    payload: received.payload,
  };
}
