import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How the requests to one LiveKit server's own API stand. One replica at a time asks: the one that holds the lease. */
@Entity('reconcile')
export class ReconcileEntity {
  /** Name of the configured server. */
  @PrimaryColumn('text')
  source!: string;

  /** The process that asks; null while none does. */
  @Column('uuid', { nullable: true })
  owner!: string | null;

  /** By the database's clock. Whoever died holds it no longer than this. */
  @Column('bigint', { nullable: true })
  leaseUntilMs!: number | null;

  /** When the last request began: the T of its synthetic events. */
  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  /** When the last request that was answered whole began. */
  @Column('bigint', { nullable: true })
  answeredMs!: number | null;

  /** Requests that failed since then. */
  @Column('integer', { default: 0 })
  failures!: number;

  /** Why the last request failed, without secrets; null if it did not. */
  @Column('text', { nullable: true })
  error!: string | null;
}
