import type { EndReason, SessionState } from '@livekit-dashboard/contracts';
import {
  inferredFrom,
  metadataFields,
  NO_PARTICIPANTS,
  NOTHING,
  orderMs,
  type SessionRecord,
  type SessionValues,
  silenceFrom,
  type WithMetadataBytes,
} from '@livekit-dashboard/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EarlierEnds, Flipped } from './placed';

/** `untilMs` of an open session. */
export const OPEN_MS = Number.MAX_SAFE_INTEGER;

/**
 * A session as clients see it, with the evidence it is derived from. The visible columns are derived from `evidence` on
 * every write, for reads and searches; the fold reads only `evidence`.
 */
@Entity('session')
@Index('session_by_offset', ['streamOffset'])
@Index('session_by_start', ['orderMs', 'sid'])
@Index('session_by_end', ['endedMs'], { where: 'ended_ms IS NOT NULL' })
@Index('session_active', ['orderMs', 'sid'], { where: "state = 'active'" })
@Index('session_ended_by_joins', ['joins', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_identities', ['identities', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_people', ['people', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_reason', ['endReason', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_aborted', ['orderMs', 'sid'], { where: "state = 'ended' AND aborted > 0" })
@Index('session_ended_by_end', ['untilMs', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_ended_by_duration', ['lastedMs', 'orderMs', 'sid'], { where: "state = 'ended'" })
@Index('session_long', ['endedMs'], { where: "state = 'ended' AND lasted_ms > 86400000" })
@Index('session_by_metadata', ['metadataFields'], { where: "state = 'ended'", type: 'gin' })
// Indexes on expressions, which TypeORM cannot declare: created by the migrations SearchHistory and BoundIndexKeys.
@Index('session_chain', { synchronize: false })
@Index('session_ended_by_last_event', { synchronize: false })
@Index('session_ended_by_name', { synchronize: false })
export class SessionEntity implements SessionValues {
  /** First in the key, so that a session is found without its source. */
  @PrimaryColumn('text')
  sid!: string;

  @PrimaryColumn('text')
  source!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text')
  state!: SessionState;

  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  @Column('bigint', { nullable: true })
  endedMs!: number | null;

  @Column('text', { nullable: true })
  endReason!: EndReason | null;

  @Column('bigint', { nullable: true })
  firstJoinedMs!: number | null;

  @Column('bigint', { nullable: true })
  lastLeftMs!: number | null;

  @Column('integer')
  people!: number;

  @Column('integer')
  agents!: number;

  @Column('integer')
  participants!: number;

  @Column('integer')
  tracks!: number;

  @Column('integer')
  joins!: number;

  @Column('integer')
  identities!: number;

  @Column('integer')
  aborted!: number;

  @Column('boolean')
  recording!: boolean;

  @Column('integer', { default: 0 })
  failedRecordings!: number;

  @Column('text', { nullable: true })
  metadata!: string | null;

  /** Search keys from its metadata; null if there are none. */
  @Column('text', { nullable: true, array: true })
  metadataFields!: readonly string[] | null;

  @Column('bigint', { nullable: true })
  lastEventMs!: number | null;

  /** Its position in time, in ms: the start, or the first event while the start is unknown. */
  @Column('bigint')
  orderMs!: number;

  /** Its end, in ms; `OPEN_MS` of an open session, so that it sorts last. */
  @Column('bigint')
  untilMs!: number;

  /** From `orderMs` to `untilMs`. */
  @Column('bigint')
  lastedMs!: number;

  @Column('bigint')
  streamOffset!: number;

  /**
   * Offset at which `state` last changed: a query for all changes since X learns from it whether the row was active at
   * X.
   */
  @Column('bigint')
  flippedOffset!: number;

  @Column('json')
  evidence!: object;
}

/** As readers get it. `nameKey`: what sessions are sorted by name by, where it was read. */
export type SessionRow = Omit<SessionEntity, 'evidence' | 'metadataFields'> &
  WithMetadataBytes & { readonly nameKey?: string | null };

/** `evidence` is the record without the metadata, which has a column of its own. */
export function sessionRow(record: SessionRecord, values: SessionValues, placed: Flipped): SessionEntity {
  const { metadata, ...evidence } = record;
  const [fromMs, untilMs] = [orderMs(record), values.endedMs ?? OPEN_MS];
  return {
    ...values,
    ...placed,
    orderMs: fromMs,
    untilMs,
    lastedMs: untilMs - fromMs,
    metadataFields: metadataFields(values.metadata),
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
