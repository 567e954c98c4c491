/**
 * Between domain records and table rows. `evidence` holds the record but for its large texts, which have columns of their own;
 * every other column is what the record shows (`seen`), on each write anew.
 */
import type { Agent, Egress, Ingress, Participant, Session, Track } from '@livekit-dashboard/contracts';
import {
  egressStretch,
  ingressKey,
  ingressStretch,
  isOpen,
  isTrackOpen,
  metadataFields,
  orderMs,
  type EgressRecord,
  type IngressRecord,
  type ParticipantRecord,
  type SessionRecord,
  type Stretch,
  type TrackRecord,
} from '@livekit-dashboard/domain';
import type { EgressEntity } from './entities/egress.entity';
import type { IngressEntity } from './entities/ingress.entity';
import type { ParticipantEntity } from './entities/participant.entity';
import { OPEN_MS, type SessionEntity } from './entities/session.entity';
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

export function sessionRow(record: SessionRecord, seen: Session, placed: Flipped): SessionEntity {
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
  } = seen;
  const [fromMs, untilMs] = [orderMs(record), msOf(endedAt) ?? OPEN_MS];
  return {
    ...view,
    ...placed,
    startedMs: msOf(startedAt),
    endedMs: msOf(endedAt),
    firstJoinedMs: msOf(firstJoinedAt),
    lastLeftMs: msOf(lastLeftAt),
    lastEventMs: msOf(lastEventAt),
    orderMs: fromMs,
    untilMs,
    lastedMs: untilMs - fromMs,
    metadataFields: metadataFields(view.metadata),
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
  seen: Participant,
  agent: Agent | null,
  placed: Flipped,
): ParticipantEntity {
  const { profile, ...evidence } = record;
  const { joinedAt, leftAt, metadataBytes: _, ...view } = seen;
  return {
    ...view,
    ...placed,
    joinedMs: msOf(joinedAt),
    leftMs: msOf(leftAt),
    agentName: agent?.agentName ?? null,
    jobId: agent?.jobId ?? null,
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

export function trackRow(record: TrackRecord, seen: Track, placed: Placed): TrackEntity {
  const { publishedAt, unpublishedAt, source: trackSource, ...view } = seen;
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

/** What an earlier release stored knows nothing of listings. */
const NOT_LISTED = { goneMs: null, lastSignMs: null };

export const trackRecord = ({ evidence }: Pick<TrackEntity, 'evidence'>): TrackRecord => ({
  ...NOT_LISTED,
  ...(evidence as TrackRecord),
});

export function egressRow(record: EgressRecord, seen: Egress, placed: Placed): EgressEntity {
  const { startedAt, endedAt, ...view } = seen;
  return {
    ...view,
    ...placed,
    ...jobColumns(record.sessionSid === null, egressStretch(record, undefined)),
    startedMs: msOf(startedAt),
    endedMs: msOf(endedAt),
    evidence: record,
  };
}

const jobColumns = (homeless: boolean, stretch: Stretch | null): Pick<EgressEntity, 'dimension' | 'openUntilMs'> => ({
  dimension: stretch?.dimensions[0] ?? null,
  openUntilMs: homeless ? (stretch?.openUntilMs ?? null) : null,
});

export const egressRecord = ({ evidence }: Pick<EgressEntity, 'evidence'>): EgressRecord => evidence as EgressRecord;

export function ingressRow(record: IngressRecord, seen: Ingress, placed: Placed): IngressEntity {
  const { startedAt, endedAt, ...view } = seen;
  const key = ingressKey(record.id, record.resourceId);
  return {
    ...view,
    ...placed,
    ...jobColumns(view.sessionSid === null, ingressStretch(record, undefined)),
    key,
    startedMs: msOf(startedAt),
    endedMs: msOf(endedAt),
    evidence: record,
  };
}

export const ingressRecord = ({ evidence }: Pick<IngressEntity, 'evidence'>): IngressRecord =>
  evidence as IngressRecord;
