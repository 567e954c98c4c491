import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The state of the requests to one LiveKit server's API. One replica at a time sends them: the one with the lease. */
@Entity('reconcile')
export class ReconcileEntity {
  /** Name of the configured server. */
  @PrimaryColumn('text')
  source!: string;

  /** The process that has the lease; null if none does. */
  @Column('uuid', { nullable: true })
  owner!: string | null;

  /** When the lease expires, by the database's clock, so that a process that died does not keep it. */
  @Column('bigint', { nullable: true })
  leaseUntilMs!: number | null;

  /** When the last request began: the time T of its synthetic events. */
  @Column('bigint', { nullable: true })
  startedMs!: number | null;

  /** When the last request that was answered completely began. */
  @Column('bigint', { nullable: true })
  answeredMs!: number | null;

  /** Requests that failed since then. */
  @Column('integer', { default: 0 })
  failures!: number;

  /** Why the last request failed, without secrets; null if it did not. */
  @Column('text', { nullable: true })
  error!: string | null;

  /**
   * Start, in ms, of the last listing that named a room which webhooks had reported: proof that the server at this address is
   * the one that sends them. Null: there is no proof yet.
   */
  @Column('bigint', { nullable: true })
  agreedMs!: number | null;

  /**
   * Since when (ms) every listing has contradicted the webhooks as a whole; null: they agree, or there is nothing to
   * compare.
   */
  @Column('bigint', { nullable: true })
  contradictedMs!: number | null;

  /** When (ms) to request again, because something was absent from one listing only; null: at the usual time. */
  @Column('bigint', { nullable: true })
  recheckMs!: number | null;

  /** Whether it lists egresses (`ok`, `not_connected`, `failing`); null: not requested yet. */
  @Column('text', { nullable: true })
  egress!: string | null;

  /** The same for ingresses. */
  @Column('text', { nullable: true })
  ingress!: string | null;

  /** What the next comparison needs from earlier ones; see `ReconcileMemory`. */
  @Column('json', { nullable: true })
  memory!: object | null;
}
