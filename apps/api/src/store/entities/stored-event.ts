/** An event as readers get it. */
import type { StoredEvent } from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import type { EventEntity } from './event.entity';

export const toStoredEvent = (row: EventEntity): StoredEvent => ({ ...toEventHead(row), payload: row.payload });

/**
 * An event whose payload is JSON text. Where it is only passed on it is neither parsed nor written again: its numbers keep their digits,
 * and a page of large events takes their bytes once.
 */
export type EventText = Omit<StoredEvent, 'payload'> & { readonly payload: string };
export type EventTextRow = Omit<EventEntity, 'payload'> & { readonly payload: string };

export const toEventText = (row: EventTextRow): EventText => ({ ...toEventHead(row), payload: row.payload });

/** The JSON of the event that it is the text of. */
export const eventJson = ({ payload, ...head }: EventText): string =>
  `${JSON.stringify(head).slice(0, -1)},"payload":${payload}}`;

const toEventHead = (row: Omit<EventEntity, 'payload'>): Omit<StoredEvent, 'payload'> => ({
  offset: row.streamOffset,
  id: row.id,
  event: row.event,
  createdAt: instantOf(row.createdMs),
  receivedAt: new Date(row.receivedMs).toISOString(),
  source: row.source,
  apiKey: row.apiKey,
  sessionSid: row.sessionSid,
  roomName: row.roomName,
  participantSid: row.participantSid,
  identity: row.identity,
  trackSid: row.trackSid,
  synthetic: row.synthetic,
});
