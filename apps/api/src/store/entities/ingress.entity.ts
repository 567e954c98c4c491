import {
  ingressInterval,
  ingressKey,
  type IngressRecord,
  type IngressValues,
  NEVER_MISSED,
} from '@livekit-dashboard/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { jobColumns } from './job-columns';
import type { Placed } from './placed';

/** One use of an ingress with its evidence (see `SessionEntity`). */
@Entity('ingress')
@Index('ingress_by_offset', ['streamOffset'])
@Index('ingress_open', ['source'], { where: 'ended_ms IS NULL' })
@Index('ingress_active', ['streamOffset'], { where: 'ended_ms IS NULL' })
// An index on an expression, like `egress_by_start`.
@Index('ingress_by_start', { synchronize: false })
@Index('ingress_by_session', ['source', 'sessionSid'])
export class IngressEntity implements IngressValues {
  @PrimaryColumn('text')
  source!: string;

  /** (ingress id, resource id), as `ingressKey` writes it, since LiveKit reuses ids. */
  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  id!: string;

  @Column('text', { nullable: true })
  resourceId!: string | null;

  @Column('text', { nullable: true })
  sessionSid!: string | null;

  @Column('text', { nullable: true })
  roomName!: string | null;

  @Column('text', { nullable: true })
  inputType!: string | null;

  @Column('text', { nullable: true })
  status!: string | null;

  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  @Column('bigint', { nullable: true })
  endedMs!: number | null;

  /** LiveKit no longer lists it, and its end was not reported. */
  @Column('boolean', { default: false })
  endEstimated!: boolean;

  @Column('text', { nullable: true })
  error!: string | null;

  /** The dimension of its minutes; null if they count in none. */
  @Column('text', { nullable: true })
  dimension!: string | null;

  /** The limit of an open ingress without a session, in ms. */
  @Column('bigint', { nullable: true })
  openUntilMs!: number | null;

  @Column('bigint')
  streamOffset!: number;

  @Column('json')
  evidence!: object;
}

/** As readers get it. */
export type IngressRow = Omit<IngressEntity, 'evidence'>;

export const ingressRow = (record: IngressRecord, values: IngressValues, placed: Placed): IngressEntity => ({
  ...values,
  ...placed,
  ...jobColumns(values.sessionSid, ingressInterval(record, undefined)),
  key: ingressKey(record.id, record.resourceId),
  evidence: record,
});

export const ingressRecord = ({ evidence }: Pick<IngressEntity, 'evidence'>): IngressRecord => ({
  ...NEVER_MISSED,
  ...(evidence as IngressRecord),
});
