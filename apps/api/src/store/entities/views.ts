/** Rows as readers get them: the contract's entities, from the visible columns. */
import type { Agent, Egress, Ingress, Participant, Session, StoredEvent, Track } from '@livekit-dashboard/contracts';
import { instantOf, sipOf } from '@livekit-dashboard/domain';
import type { EgressEntity } from './egress.entity';
import type { EventEntity } from './event.entity';
import type { IngressEntity } from './ingress.entity';
import type { ParticipantEntity } from './participant.entity';
import type { SessionEntity } from './session.entity';
import type { TrackEntity } from './track.entity';

/** Read in addition to the metadata, which may be cut. */
interface Measured {
  readonly metadataBytes: number | null;
}

/** `nameKey`: what sessions are sorted by name by, where it was read. */
export type SessionRow = Omit<SessionEntity, 'evidence' | 'metadataFields'> &
  Measured & { readonly nameKey?: string | null };
export type ParticipantRow = Omit<ParticipantEntity, 'evidence' | 'sipKeys'> & Measured;
export type AgentRow = ParticipantRow & { readonly sessionName: string | null };
export type TrackRow = Omit<TrackEntity, 'evidence'>;
export type EgressRow = Omit<EgressEntity, 'evidence'>;
export type IngressRow = Omit<IngressEntity, 'evidence'>;

export const toSession = (row: SessionRow): Session => ({
  sid: row.sid,
  name: row.name,
  source: row.source,
  state: row.state,
  startedAt: instantOf(row.startedMs),
  endedAt: instantOf(row.endedMs),
  endReason: row.endReason,
  endEstimated: row.endReason !== null && row.endReason !== 'finished',
  firstJoinedAt: instantOf(row.firstJoinedMs),
  lastLeftAt: instantOf(row.lastLeftMs),
  people: row.people,
  agents: row.agents,
  participants: row.participants,
  tracks: row.tracks,
  joins: row.joins,
  identities: row.identities,
  aborted: row.aborted,
  recording: row.recording,
  failedRecordings: row.failedRecordings,
  metadata: row.metadata,
  metadataBytes: row.metadataBytes,
  lastEventAt: instantOf(row.lastEventMs),
});

export const toParticipant = (row: ParticipantRow): Participant => ({
  sid: row.sid,
  sessionSid: row.sessionSid ?? '',
  identity: row.identity,
  name: row.name,
  kind: row.kind,
  kindDetails: [...(row.kindDetails ?? [])],
  hidden: row.hidden,
  state: row.state,
  joinedAt: instantOf(row.joinedMs),
  leftAt: instantOf(row.leftMs),
  leftEstimated: row.leftEstimated,
  disconnectReason: row.disconnectReason,
  metadata: row.metadata,
  metadataBytes: row.metadataBytes,
  attributes: row.attributes,
  sip: sipOf(row.attributes),
  tracks: row.tracks,
});

export const toAgent = (row: AgentRow): Agent => ({
  ...toParticipant(row),
  source: row.source,
  sessionName: row.sessionName,
  agentName: row.agentName,
  jobId: row.jobId,
});

export const toTrack = (row: TrackRow): Track => ({
  sid: row.sid,
  sessionSid: row.sessionSid ?? '',
  participantSid: row.participantSid,
  name: row.name,
  type: row.type,
  source: row.trackSource,
  mimeType: row.mimeType,
  width: row.width,
  height: row.height,
  publishedAt: instantOf(row.publishedMs),
  unpublishedAt: instantOf(row.unpublishedMs),
  endEstimated: row.endEstimated,
});

export const toEgress = (row: EgressRow): Egress => ({
  id: row.id,
  source: row.source,
  sessionSid: row.sessionSid,
  roomName: row.roomName,
  kind: row.kind,
  status: row.status,
  startedAt: instantOf(row.startedMs),
  endedAt: instantOf(row.endedMs),
  endEstimated: row.endEstimated,
  error: row.error,
  errorCode: row.errorCode,
  details: row.details,
  backupStorageUsed: row.backupStorageUsed,
  manifestLocation: row.manifestLocation,
  results: row.results,
});

export const toIngress = (row: IngressRow): Ingress => ({
  id: row.id,
  resourceId: row.resourceId,
  source: row.source,
  sessionSid: row.sessionSid,
  roomName: row.roomName,
  inputType: row.inputType,
  status: row.status,
  startedAt: instantOf(row.startedMs),
  endedAt: instantOf(row.endedMs),
  endEstimated: row.endEstimated,
  error: row.error,
});

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
