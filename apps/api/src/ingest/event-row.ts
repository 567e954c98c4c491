/** An event as a row of the log: searchable columns and the payload as it was sent. */
import { type State, reportedRoom } from '@livekit-dashboard/domain';
import type { Written } from '../store/batch/batch-transaction';
import type { ReceivedEvent } from './received-event';

export type EventRow = Written['events'][number];

export function toEventRow(received: ReceivedEvent, streamOffset: number): EventRow {
  const { event } = received;
  const room = reportedRoom(event);
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

/** Sets the session of the row to that of its connection, for track events and for events that name no room. */
export function setSession(row: EventRow, { participants, sessions }: State): void {
  if (row.participantSid === null || (row.sessionSid !== null && !row.event.startsWith('track_'))) return;
  const sessionSid = participants.get(row.participantSid)?.sessionSid ?? row.sessionSid;
  row.sessionSid = sessionSid;
  row.roomName ??= sessions.get(sessionSid ?? '')?.name ?? null;
}
