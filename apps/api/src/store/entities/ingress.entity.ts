import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One use of an ingress, with the evidence behind it (see `SessionEntity`). */
@Entity('ingress')
@Index('ingress_by_offset', ['streamOffset'])
@Index('ingress_by_session', ['source', 'sessionSid'])
export class IngressEntity {
  @PrimaryColumn('text')
  source!: string;

  /** Ids are reused: (ingress id, resource id), as `ingressKey` writes it. */
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

  @Column('text', { nullable: true })
  error!: string | null;

  /** What its minutes count as; null: as nothing. */
  @Column('text', { nullable: true })
  dimension!: string | null;

  /** An open one without a session counts no further. */
  @Column('bigint', { nullable: true })
  openUntilMs!: number | null;

  @Column('bigint')
  streamOffset!: number;

  @Column('json')
  evidence!: object;
}
