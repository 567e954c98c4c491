/** Rows as readers get them: the contract's entities, from the visible columns. */
import type { Agent, Egress, Ingress, Participant, Session, StoredEvent, Track } from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import type { EgressEntity } from './entities/egress.entity';
import type { EventEntity } from './entities/event.entity';
import type { IngressEntity } from './entities/ingress.entity';
import type { ParticipantEntity } from './entities/participant.entity';
import type { SessionEntity } from './entities/session.entity';
import type { TrackEntity } from './entities/track.entity';

/** Read beside the metadata, which may come cut. */
interface Measured {
  readonly metadataBytes: number | null;
}

export type SessionRow = Omit<SessionEntity, 'evidence' | 'metadataFields'> & Measured;
export type ParticipantRow = Omit<ParticipantEntity, 'evidence'> & Measured;
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
  metadata: row.metadata,
  metadataBytes: row.metadataBytes,
  lastEventAt: instantOf(row.lastEventMs),
});

export const toParticipant = (row: ParticipantRow): Participant => ({
  sid: row.sid,
  sessionSid: row.sessionSid,
  identity: row.identity,
  name: row.name,
  kind: row.kind,
  state: row.state,
  joinedAt: instantOf(row.joinedMs),
  leftAt: instantOf(row.leftMs),
  leftEstimated: row.leftEstimated,
  disconnectReason: row.disconnectReason,
  metadata: row.metadata,
  metadataBytes: row.metadataBytes,
  attributes: row.attributes,
  tracks: row.tracks,
});

export const toAgent = (row: AgentRow): Agent => ({
  ...toParticipant(row),
  sessionName: row.sessionName,
  agentName: row.agentName,
  jobId: row.jobId,
});

export const toTrack = (row: TrackRow): Track => ({
  sid: row.sid,
  sessionSid: row.sessionSid,
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
  sessionSid: row.sessionSid,
  roomName: row.roomName,
  kind: row.kind,
  status: row.status,
  startedAt: instantOf(row.startedMs),
  endedAt: instantOf(row.endedMs),
  error: row.error,
  results: row.results,
});

export const toIngress = (row: IngressRow): Ingress => ({
  id: row.id,
  resourceId: row.resourceId,
  sessionSid: row.sessionSid,
  roomName: row.roomName,
  inputType: row.inputType,
  status: row.status,
  startedAt: instantOf(row.startedMs),
  endedAt: instantOf(row.endedMs),
  error: row.error,
});

export const toStoredEvent = (row: EventEntity): StoredEvent => ({
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
  payload: row.payload,
});
