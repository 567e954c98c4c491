import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How deletion stands: one row, made by the first run. One replica at a time deletes: the one that holds the lease. */
@Entity('retention')
@Check('retention_is_one_row', 'id = 1')
export class RetentionEntity {
  @PrimaryColumn('smallint')
  id!: number;

  /** The process that deletes; null while none does. */
  @Column('uuid', { nullable: true })
  owner!: string | null;

  /** By the database's clock. Whoever died holds it no longer than this. */
  @Column('bigint', { nullable: true })
  leaseUntilMs!: number | null;

  /** When the last run began. */
  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  /** When the last run ended; null while it is under way, or if it was cut short. */
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

  /** Every raw event up to this offset is deleted. */
  @Column('bigint', { default: 0 })
  eventsFloor!: number;

  /** Every tombstone up to this offset is deleted: nobody can be told what went before. */
  @Column('bigint', { default: 0 })
  tombstoneFloor!: number;

  /** When the last webhook came, of those that are deleted: with an empty log this is still known. */
  @Column('bigint', { nullable: true })
  lastWebhookMs!: number | null;
}
