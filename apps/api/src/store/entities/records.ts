/**
 * Conversion between domain records and table rows. `evidence` holds the record except its large texts, which have columns of their own.
 * Every other column is derived from what the record shows (`seen`) on each write.
 */
import type { Agent, Egress, Ingress, Participant, Session, Track } from '@livekit-dashboard/contracts';
import {
  egressInterval,
  inferredFrom,
  ingressKey,
  ingressInterval,
  isOpen,
  isTrackOpen,
  metadataFields,
  NEVER_MISSED,
  NO_PARTICIPANTS,
  NOTHING,
  orderMs,
  participantTenant,
  silenceFrom,
  sipKeys,
  type EgressRecord,
  type IngressRecord,
  type ParticipantRecord,
  type SessionRecord,
  type Interval,
  type TrackRecord,
} from '@livekit-dashboard/domain';
import type { EgressEntity } from './egress.entity';
import type { IngressEntity } from './ingress.entity';
import type { ParticipantEntity } from './participant.entity';
import { OPEN_MS, type SessionEntity } from './session.entity';
import type { TrackEntity } from './track.entity';

/** Where a row stands in the stream. */
export interface Placed {
  readonly source: string;
  readonly streamOffset: number;
}
export interface Flipped extends Placed {
  readonly flippedOffset: number;
}

const msOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

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
  const { metadataKey, goneMs, timedOutMs, ...record } = evidence as Omit<SessionRecord, 'metadata'> & {
    metadataKey: NonNullable<SessionRecord['metadata']>['key'] | null;
  } & EarlierEnds;
  const sums = { ...NOTHING, ...record.sums };
  const earlier = { gone: inferredFrom(goneMs), silence: silenceFrom(timedOutMs), lastSignReceivedMs: null };
  return {
    ...NO_PARTICIPANTS,
    ...earlier,
    ...record,
    sums,
    metadata: metadataKey && { key: metadataKey, text: metadata ?? '' },
  };
}

/** What rows of earlier releases say instead of `gone` and `silence`. */
interface EarlierEnds {
  readonly goneMs?: number | null;
  readonly timedOutMs?: number | null;
}

export function participantRow(
  record: ParticipantRecord,
  seen: Participant,
  agent: Agent | null,
  placed: Flipped,
  tenantKey: string | null,
): ParticipantEntity {
  const { profile, ...evidence } = record;
  if (record.sessionSid === null) return unplacedRow(record, placed);
  const { joinedAt, leftAt, metadataBytes: _, sip: __, ...view } = seen;
  return {
    ...view,
    ...placed,
    sessionSid: record.sessionSid,
    joinedMs: msOf(joinedAt),
    leftMs: msOf(leftAt),
    agentName: agent?.agentName ?? null,
    jobId: agent?.jobId ?? null,
    sipKeys: sipKeys(seen.attributes),
    tenant: participantTenant(seen, tenantKey),
    open: isOpen(record),
    evidence: { ...evidence, profileKey: profile?.key ?? null },
  };
}

/** All of it is in the evidence, so that nothing that reads the columns counts or shows it. */
const unplacedRow = (record: ParticipantRecord, placed: Flipped): ParticipantEntity => ({
  ...placed,
  sid: record.sid,
  sessionSid: null,
  identity: record.identity,
  ...{ name: null, kind: null, kindDetails: null, hidden: false, state: 'left', joinedMs: null, leftMs: null },
  ...{ leftEstimated: false, disconnectReason: null, metadata: null, attributes: {}, tracks: 0 },
  ...{ agentName: null, jobId: null, sipKeys: null, tenant: null, open: false },
  evidence: { ...record, profileKey: record.profile?.key ?? null },
});

/** The columns of a participant `p` that `participantRecord` reads. */
export const PARTICIPANT_COLUMNS =
  'p.evidence, p.metadata, p.attributes, p.name, p.kind, p.kind_details AS "kindDetails", p.hidden';

type ParticipantEvidenceRow = Pick<
  ParticipantEntity,
  'evidence' | 'metadata' | 'attributes' | 'name' | 'kind' | 'kindDetails' | 'hidden'
>;

export function participantRecord({
  evidence,
  metadata,
  attributes,
  name,
  kind,
  kindDetails,
  hidden,
}: ParticipantEvidenceRow): ParticipantRecord {
  const {
    profileKey,
    goneMs,
    profile: unplaced,
    ...record
  } = evidence as Omit<ParticipantRecord, 'profile'> & {
    profileKey: NonNullable<ParticipantRecord['profile']>['key'] | null;
    profile?: ParticipantRecord['profile'];
  } & EarlierEnds;
  const profile = {
    name: name ?? '',
    kind: kind ?? '',
    kindDetails: kindDetails ?? [],
    hidden,
    metadata: metadata ?? '',
    attributes,
  };
  const earlier = {
    gone: inferredFrom(goneMs),
    lastSignReceivedMs: null,
    lastEventMs: null,
    // The first event decided; whole participants were mostly first.
    placeKey: [profileKey === null ? 0 : 1, 0, 0, ''],
  };
  return { ...earlier, ...record, profile: profileKey && (unplaced ?? { key: profileKey, ...profile }) };
}

export function trackRow(record: TrackRecord, seen: Track, sessionSid: string | null, placed: Placed): TrackEntity {
  const { publishedAt, unpublishedAt, source: trackSource, ...view } = seen;
  return {
    ...view,
    ...placed,
    sessionSid,
    trackSource,
    publishedMs: msOf(publishedAt),
    unpublishedMs: msOf(unpublishedAt),
    open: isTrackOpen(record),
    evidence: record,
  };
}

/** What earlier releases stored: one publication, its end, and the latest "not listed". */
interface EarlierTrack extends Omit<TrackRecord, 'lastSignMs' | 'publication' | 'gone'> {
  readonly publishedMs: number | null;
  readonly goneMs?: number | null;
  readonly lastSignMs?: number | null;
  readonly sessionSid: string;
}

export function trackRecord({ evidence }: Pick<TrackEntity, 'evidence'>): TrackRecord {
  if ('publication' in evidence) return evidence as TrackRecord;
  const { publishedMs, goneMs, info, sessionSid: _, ...record } = evidence as EarlierTrack;
  const order = [(publishedMs ?? 0) * 1000, 0] as const;
  const { unpublishedMs } = record;
  return {
    ...record,
    info: info && { ...info, key: [...order, ...info.key] },
    publication: publishedMs === null ? null : { order, versioned: true, publishedMs, unpublishedMs },
    unversionedEndMs: null,
    gone: inferredFrom(goneMs),
    lastSignMs: record.lastSignMs ?? null,
    lastSignReceivedMs: null,
  };
}

export function egressRow(record: EgressRecord, seen: Egress, placed: Placed): EgressEntity {
  const { startedAt, endedAt, ...view } = seen;
  return {
    ...view,
    ...placed,
    ...jobColumns(record.sessionSid === null, egressInterval(record, undefined)),
    startedMs: msOf(startedAt),
    endedMs: msOf(endedAt),
    evidence: record,
  };
}

const jobColumns = (homeless: boolean, interval: Interval | null): Pick<EgressEntity, 'dimension' | 'openUntilMs'> => ({
  dimension: interval?.dimensions[0] ?? null,
  openUntilMs: homeless ? (interval?.openUntilMs ?? null) : null,
});

/** What earlier releases did not read. */
const NOT_READ = { errorCode: null, details: null, backupStorageUsed: null, manifestLocation: null };

export function egressRecord({ evidence }: Pick<EgressEntity, 'evidence'>): EgressRecord {
  const record = evidence as EgressRecord;
  return { ...NEVER_MISSED, ...record, known: { ...NOT_READ, ...record.known } };
}

export function ingressRow(record: IngressRecord, seen: Ingress, placed: Placed): IngressEntity {
  const { startedAt, endedAt, ...view } = seen;
  const key = ingressKey(record.id, record.resourceId);
  return {
    ...view,
    ...placed,
    ...jobColumns(view.sessionSid === null, ingressInterval(record, undefined)),
    key,
    startedMs: msOf(startedAt),
    endedMs: msOf(endedAt),
    evidence: record,
  };
}

export const ingressRecord = ({ evidence }: Pick<IngressEntity, 'evidence'>): IngressRecord => ({
  ...NEVER_MISSED,
  ...(evidence as IngressRecord),
});
