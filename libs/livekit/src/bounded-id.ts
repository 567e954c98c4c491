/**
 * Bounds ids, which are keys of tables, topics and URLs, none of which accept text of any length. LiveKit's ids have 15
 * characters. An id longer than `MAX_ID_BYTES` is replaced by its beginning and its hash wherever it enters; the stored
 * payload keeps the original.
 */
import { createHash } from 'node:crypto';
import type { DomainEvent } from '@livekit-dashboard/domain';

/** In UTF-8. A PostgreSQL index entry of 2,704 bytes has room for two of them, a source and more. */
export const MAX_ID_BYTES = 512;
const KEPT_CHARACTERS = 64;

/** Returns the id unchanged unless it is too long. Equal ids stay equal, and different ones stay different. */
export function boundedId(id: string): string {
  if (id.length * 3 <= MAX_ID_BYTES || Buffer.byteLength(id) <= MAX_ID_BYTES) return id;
  const hash = createHash('sha256').update(id).digest('base64url');
  return `${id.slice(0, KEPT_CHARACTERS).toWellFormed()}~${hash}`;
}

const orNull = (id: string | null): string | null => (id === null ? null : boundedId(id));

/** The event with each of its ids bounded. */
export function withBoundedIds(event: DomainEvent): DomainEvent {
  const { room, participant, track, egress, ingress } = event;
  return {
    ...event,
    id: boundedId(event.id),
    room: room && { ...room, sid: boundedId(room.sid) },
    participant: participant && { ...participant, sid: boundedId(participant.sid) },
    track: track && { ...track, sid: boundedId(track.sid) },
    egress: egress && { ...egress, id: boundedId(egress.id), roomSid: orNull(egress.roomSid) },
    ingress: ingress && {
      ...ingress,
      id: boundedId(ingress.id),
      resourceId: orNull(ingress.resourceId),
      roomSid: orNull(ingress.roomSid),
    },
  };
}
