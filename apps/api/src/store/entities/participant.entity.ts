import type { ParticipantState } from '@livekit-dashboard/contracts';
import {
  fieldsOf,
  inferredFrom,
  isOpen,
  type ParticipantRecord,
  participantTenant,
  type ParticipantValues,
  type ProfileValues,
  sipKeys,
  type WithMetadataBytes,
} from '@livekit-dashboard/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EarlierEnds, Flipped } from './placed';

/** A connection with its evidence (see `SessionEntity`). */
@Entity('participant')
@Index('participant_by_offset', ['streamOffset'])
@Index('participant_unplaced', ['streamOffset'], { where: 'session_sid IS NULL' })
@Index('participant_by_leave', ['leftMs'])
@Index('participant_long', ['leftMs'], { where: 'left_ms - joined_ms > 86400000' })
@Index('participant_active', ['joinedMs'], { where: "state = 'active'" })
@Index('participant_agents_by_leave', ['leftMs'], { where: "kind = 'AGENT'" })
@Index('participant_agents_by_session', ['source', 'sessionSid'], { where: "kind = 'AGENT'" })
@Index('participant_by_agent', ['agentName', 'source', 'sessionSid'], { where: 'agent_name IS NOT NULL' })
@Index('participant_agents', ['joinedMs'], { where: "kind = 'AGENT'" })
@Index('participant_by_call', ['sipKeys'], { where: 'sip_keys IS NOT NULL', type: 'gin' })
@Index('participant_by_tenant', ['tenant'], { where: 'tenant IS NOT NULL' })
// Indexes on expressions (`boundedKey`), which TypeORM cannot declare: created by the migration BoundIndexKeys.
@Index('participant_by_session', { synchronize: false })
@Index('participant_by_identity', { synchronize: false })
@Index('participant_by_name', { synchronize: false })
export class ParticipantEntity implements ParticipantValues {
  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  sid!: string;

  /** Null while no event named a room: such a row is only evidence, and its other columns have no meaning. */
  @Column('text', { nullable: true })
  sessionSid!: string | null;

  @Column('text', { nullable: true })
  identity!: string | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  kind!: string | null;

  /** LiveKit's enum names that refine the kind. Null in rows stored before this was read. */
  @Column('text', { nullable: true, array: true })
  kindDetails!: readonly string[] | null;

  /** Counted neither as a person nor as an agent. */
  @Column('boolean', { default: false })
  hidden!: boolean;

  @Column('text')
  state!: ParticipantState;

  @Column('bigint', { nullable: true })
  joinedMs!: number | null;

  @Column('bigint', { nullable: true })
  leftMs!: number | null;

  @Column('boolean')
  leftEstimated!: boolean;

  @Column('text', { nullable: true })
  disconnectReason!: string | null;

  @Column('text', { nullable: true })
  metadata!: string | null;

  @Column('json')
  attributes!: Record<string, string>;

  @Column('integer')
  tracks!: number;

  /** The search keys of a phone call (`sipKeys` of the domain); null for any other connection. */
  @Column('text', { nullable: true, array: true })
  sipKeys!: readonly string[] | null;

  /** The tenant that it names under `TENANT_KEY` (`participantTenant` of the domain), whatever its room names. */
  @Column('text', { nullable: true })
  tenant!: string | null;

  @Column('text', { nullable: true })
  agentName!: string | null;

  @Column('text', { nullable: true })
  jobId!: string | null;

  /** Whether it was active and has no end of its own, so that it ends with its session. */
  @Column('boolean')
  open!: boolean;

  @Column('bigint')
  streamOffset!: number;

  @Column('bigint')
  flippedOffset!: number;

  @Column('json')
  evidence!: object;
}

/** As readers get it. */
export type ParticipantRow = Omit<ParticipantEntity, 'evidence' | 'sipKeys'> & WithMetadataBytes;
export type AgentRow = ParticipantRow & { readonly sessionName: string | null };

/** `evidence` is the record without the profile, whose fields have columns. `tenantKey`: the field that names a tenant. */
export function participantRow(
  record: ParticipantRecord,
  values: ParticipantValues,
  placed: Flipped,
  tenantKey: string | null,
): ParticipantEntity {
  const { profile, ...evidence } = record;
  if (record.sessionSid === null) return unplacedRow(record, placed);
  return {
    ...values,
    ...placed,
    sipKeys: sipKeys(values.attributes),
    tenant: participantTenant(values, tenantKey),
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

/** The columns of the profile. */
const PROFILE_COLUMNS = {
  name: 'name',
  kind: 'kind',
  kindDetails: 'kind_details',
  hidden: 'hidden',
  metadata: 'metadata',
  attributes: 'attributes',
} as const satisfies Record<keyof ProfileValues, string>;

/** The columns of a participant `p` that `participantRecord` reads. */
export const PARTICIPANT_COLUMNS = [
  'p.evidence',
  ...Object.entries(PROFILE_COLUMNS).map(([name, column]) => `p.${column} AS "${name}"`),
].join(', ');

type EvidenceColumns = ProfileValues & Pick<ParticipantEntity, 'evidence'>;

export function participantRecord({ evidence, ...columns }: EvidenceColumns): ParticipantRecord {
  const {
    profileKey,
    goneMs,
    profile: unplaced,
    ...record
  } = evidence as Omit<ParticipantRecord, 'profile'> & {
    profileKey: NonNullable<ParticipantRecord['profile']>['key'] | null;
    profile?: ParticipantRecord['profile'];
  } & EarlierEnds;
  const earlier = {
    gone: inferredFrom(goneMs),
    lastSignReceivedMs: null,
    lastEventMs: null,
    // The first event decided; whole participants were mostly first.
    placeKey: [profileKey === null ? 0 : 1, 0, 0, ''],
  };
  return { ...earlier, ...record, profile: profileKey && (unplaced ?? { key: profileKey, ...fieldsOf(columns) }) };
}
