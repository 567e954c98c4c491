import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The state of retention: one row, created by the first run. One replica at a time deletes: the one with the lease. */
@Entity('retention')
@Check('retention_is_one_row', 'id = 1')
export class RetentionEntity {
  @PrimaryColumn('smallint')
  id!: number;

  /** The process that has the lease; null if none does. */
  @Column('uuid', { nullable: true })
  owner!: string | null;

  /** When the lease expires, by the database's clock, so that a process that died does not keep it. */
  @Column('bigint', { nullable: true })
  leaseUntilMs!: number | null;

  /** When the last run began. */
  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  /** When the last run ended; null while it is in progress, or if it was interrupted. */
  @Column('bigint', { nullable: true })
  finishedMs!: number | null;

  /** Raw events and sessions that the last run deleted. */
  @Column('integer', { default: 0 })
  events!: number;

  @Column('integer', { default: 0 })
  sessions!: number;

  /** Why the last run failed, without secrets; null if it did not. */
  @Column('text', { nullable: true })
  error!: string | null;

  /** The floor: every raw event up to this offset is deleted. */
  @Column('bigint', { default: 0 })
  eventsFloor!: number;

  /** Every tombstone up to this offset is deleted: a client before it needs a snapshot. */
  @Column('bigint', { default: 0 })
  tombstoneFloor!: number;

  /** When the last deleted webhook was received, so that it is known even with an empty log. */
  @Column('bigint', { nullable: true })
  lastWebhookMs!: number | null;
}
