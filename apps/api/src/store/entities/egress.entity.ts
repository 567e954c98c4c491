import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An egress, with the evidence behind it (see `SessionEntity`). */
@Entity('egress')
@Index('egress_by_offset', ['streamOffset'])
@Index('egress_by_end', ['endedMs'])
@Index('egress_by_session', ['source', 'sessionSid'])
export class EgressEntity {
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

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('json')
  results!: Record<string, unknown>[];

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
