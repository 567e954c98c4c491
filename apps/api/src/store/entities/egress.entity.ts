import { egressInterval, type EgressRecord, type EgressValues, NEVER_MISSED } from '@livekit-dashboard/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { jobColumns } from './job-columns';
import type { Placed } from './placed';

/** An egress with its evidence (see `SessionEntity`). */
@Entity('egress')
@Index('egress_by_offset', ['streamOffset'])
@Index('egress_active', ['streamOffset'], { where: 'ended_ms IS NULL' })
// An index on an expression, which TypeORM cannot declare; the expression is that of `job.repository.ts`.
@Index('egress_by_start', { synchronize: false })
@Index('egress_by_end', ['endedMs'])
@Index('egress_by_session', ['source', 'sessionSid'])
export class EgressEntity implements EgressValues {
  @PrimaryColumn('text')
  source!: string;

  @PrimaryColumn('text')
  id!: string;

  @Column('text', { nullable: true })
  sessionSid!: string | null;

  @Column('text', { nullable: true })
  roomName!: string | null;

  @Column('text', { nullable: true })
  kind!: string | null;

  @Column('text')
  status!: string;

  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  @Column('bigint', { nullable: true })
  endedMs!: number | null;

  /** LiveKit no longer lists it, and its end was not reported. */
  @Column('boolean', { default: false })
  endEstimated!: boolean;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('integer', { nullable: true })
  errorCode!: number | null;

  @Column('text', { nullable: true })
  details!: string | null;

  @Column('boolean', { nullable: true })
  backupStorageUsed!: boolean | null;

  @Column('text', { nullable: true })
  manifestLocation!: string | null;

  @Column('json')
  results!: Record<string, unknown>[];

  /** The dimension of its minutes; null if they count in none. */
  @Column('text', { nullable: true })
  dimension!: string | null;

  /** The limit of an open egress without a session, in ms. */
  @Column('bigint', { nullable: true })
  openUntilMs!: number | null;

  @Column('bigint')
  streamOffset!: number;

  @Column('json')
  evidence!: object;
}

/** As readers get it. */
export type EgressRow = Omit<EgressEntity, 'evidence'>;

export const egressRow = (record: EgressRecord, values: EgressValues, placed: Placed): EgressEntity => ({
  ...values,
  ...placed,
  ...jobColumns(values.sessionSid, egressInterval(record, undefined)),
  evidence: record,
});

/** What earlier releases did not read. */
const NOT_READ = { errorCode: null, details: null, backupStorageUsed: null, manifestLocation: null };

export function egressRecord({ evidence }: Pick<EgressEntity, 'evidence'>): EgressRecord {
  const record = evidence as EgressRecord;
  return { ...NEVER_MISSED, ...record, known: { ...NOT_READ, ...record.known } };
}
