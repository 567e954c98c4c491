/**
 * Between domain records and table rows. `evidence` holds the record but for its large texts, which have columns of their own;
 * every other column is derived from the record, here and on each write.
 */
import {
  agentView,
  egressView,
  ingressKey,
  ingressView,
  isOpen,
  isTrackOpen,
  orderMs,
  sessionView,
  trackView,
  type EgressRecord,
  type IngressRecord,
  type ParticipantRecord,
  type SessionRecord,
  type TrackRecord,
} from '@livekit-dashboard/domain';
import type { EgressEntity } from './entities/egress.entity';
import type { IngressEntity } from './entities/ingress.entity';
import type { ParticipantEntity } from './entities/participant.entity';
import type { SessionEntity } from './entities/session.entity';
import type { TrackEntity } from './entities/track.entity';

/** Where a row stands in the stream. */
export interface Placed {
  readonly source: string;
  readonly streamOffset: number;
}
export interface Flipped extends Placed {
  readonly flippedOffset: number;
}

export const msOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

export function sessionRow(record: SessionRecord, placed: Flipped): SessionEntity {
  const { metadata, ...evidence } = record;
  const {
    startedAt,
    endedAt,
    firstJoinedAt,
    lastLeftAt,
    lastEventAt,
    endEstimated: _,
    metadataBytes: __,
    ...view
  } = sessionView(record, placed.source);
  return {
    ...view,
    ...placed,
    startedMs: msOf(startedAt),
    endedMs: msOf(endedAt),
    firstJoinedMs: msOf(firstJoinedAt),
    lastLeftMs: msOf(lastLeftAt),
    lastEventMs: msOf(lastEventAt),
    orderMs: orderMs(record),
    evidence: { ...evidence, metadataKey: metadata?.key ?? null },
  };
}

export function sessionRecord({ evidence, metadata }: Pick<SessionEntity, 'evidence' | 'metadata'>): SessionRecord {
  const { metadataKey, ...record } = evidence as Omit<SessionRecord, 'metadata'> & {
    metadataKey: NonNullable<SessionRecord['metadata']>['key'] | null;
  };
  return { ...record, metadata: metadataKey && { key: metadataKey, text: metadata ?? '' } };
}

export function participantRow(
  record: ParticipantRecord,
  session: SessionRecord | undefined,
  placed: Flipped,
): ParticipantEntity {
  const { profile, ...evidence } = record;
  const { joinedAt, leftAt, metadataBytes: _, sessionName: __, agentName, jobId, ...view } = agentView(record, session);
  const isAgent = profile?.kind === 'AGENT';
  return {
    ...view,
    ...placed,
    joinedMs: msOf(joinedAt),
    leftMs: msOf(leftAt),
    agentName: isAgent ? agentName : null,
    jobId: isAgent ? jobId : null,
    open: isOpen(record),
    evidence: { ...evidence, profileKey: profile?.key ?? null },
  };
}

type ParticipantEvidenceRow = Pick<ParticipantEntity, 'evidence' | 'metadata' | 'attributes' | 'name' | 'kind'>;

export function participantRecord({
  evidence,
  metadata,
  attributes,
  name,
  kind,
}: ParticipantEvidenceRow): ParticipantRecord {
  const { profileKey, ...record } = evidence as Omit<ParticipantRecord, 'profile'> & {
    profileKey: NonNullable<ParticipantRecord['profile']>['key'] | null;
  };
  const profile = { name: name ?? '', kind: kind ?? '', metadata: metadata ?? '', attributes };
  return { ...record, profile: profileKey && { key: profileKey, ...profile } };
}

export function trackRow(
  record: TrackRecord,
  participant: ParticipantRecord | undefined,
  session: SessionRecord | undefined,
  placed: Placed,
): TrackEntity {
  const { publishedAt, unpublishedAt, source: trackSource, ...view } = trackView(record, participant, session);
  return {
    ...view,
    ...placed,
    trackSource,
    publishedMs: msOf(publishedAt),
    unpublishedMs: msOf(unpublishedAt),
    open: isTrackOpen(record),
    evidence: record,
  };
}

export const trackRecord = ({ evidence }: Pick<TrackEntity, 'evidence'>): TrackRecord => evidence as TrackRecord;

export function egressRow(record: EgressRecord, placed: Placed): EgressEntity {
  const { startedAt, endedAt, ...view } = egressView(record);
  return { ...view, ...placed, startedMs: msOf(startedAt), endedMs: msOf(endedAt), evidence: record };
}

export const egressRecord = ({ evidence }: Pick<EgressEntity, 'evidence'>): EgressRecord => evidence as EgressRecord;

export function ingressRow(record: IngressRecord, placed: Placed): IngressEntity {
  const { startedAt, endedAt, ...view } = ingressView(record);
  const key = ingressKey(record.id, record.resourceId);
  return { ...view, ...placed, key, startedMs: msOf(startedAt), endedMs: msOf(endedAt), evidence: record };
}

export const ingressRecord = ({ evidence }: Pick<IngressEntity, 'evidence'>): IngressRecord =>
  evidence as IngressRecord;
