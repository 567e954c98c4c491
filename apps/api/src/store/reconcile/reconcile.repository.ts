/**
 * Which replica queries which LiveKit server, and the result. Invariant: of several replicas that find a server due,
 * one gets the lease.
 */
import type { JOBS_STATES } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isFree, type Lease, LEASE_END, RELEASED } from '../sql/lease';
import { NOW_MS } from '../sql/now';
import { named, rows, run } from '../sql/sql';

export interface ReconcileState {
  /** Name of the LiveKit server. */
  readonly source: string;
  /** When the last request began, in ms since 1970. Null: there was none. */
  readonly startedMs: number | null;
  /** The same of the last request that was answered completely. */
  readonly answeredMs: number | null;
  /** Requests that failed since the last one that was answered. */
  readonly failures: number;
  /** Why the last request failed, without secrets; null if it was answered, or there was none. */
  readonly error: string | null;
  /** ms of the last listing that proved that this server sends the webhooks; null: none did, or that is refuted. */
  readonly agreedMs: number | null;
  /** Since when (ms) its listings contradict the webhooks as a whole; null: they do not. */
  readonly contradictedMs: number | null;
  /** When (ms) to ask again, sooner than usual; null: there is no need. */
  readonly recheckMs: number | null;
  /** Null: not asked yet. */
  readonly egress: JobsState | null;
  readonly ingress: JobsState | null;
}

/** Whether a server lists its egresses, or its ingresses. */
export type JobsState = Exclude<(typeof JOBS_STATES)[number], 'unknown'>;

/** The result of a request that was answered completely. */
export interface Answered extends Pick<
  ReconcileState,
  'agreedMs' | 'contradictedMs' | 'recheckMs' | 'egress' | 'ingress'
> {
  /** ms since 1970 at which the request began. */
  readonly startedMs: number;
  readonly memory: object;
}

export interface Claim extends Lease {
  readonly source: string;
}

@Injectable()
export class ReconcileRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Of every server that was ever asked, also of those no longer configured. */
  states(manager: EntityManager = this.dataSource.manager): Promise<ReconcileState[]> {
    return manager.query(
      `SELECT source, started_ms AS "startedMs", answered_ms AS "answeredMs", failures, error, agreed_ms AS "agreedMs",
         contradicted_ms AS "contradictedMs", recheck_ms AS "recheckMs", egress, ingress
       FROM reconcile ORDER BY source`,
    );
  }

  /** ms since 1970 by the database's clock, the one clock that all replicas share. */
  async nowMs(): Promise<number> {
    const [row] = await this.dataSource.query<{ nowMs: number }[]>(`SELECT ${NOW_MS} AS "nowMs"`);
    if (!row) throw new Error('The database did not return its time');
    return row.nowMs;
  }

  /** What the last comparison stored for the next one. Null: there was none. */
  async memory(source: string): Promise<object | null> {
    const [row] = await this.dataSource.query<{ memory: object | null }[]>(
      'SELECT memory FROM reconcile WHERE source = $1',
      [source],
    );
    return row?.memory ?? null;
  }

  /**
   * Whether this replica got the lease. `seen`: when the last request began as far as the caller knows; false if there
   * was a newer one.
   */
  async claim(claim: Claim, startedMs: number, seen: number | null): Promise<boolean> {
    const claimed = await rows(
      this.dataSource,
      named(
        `INSERT INTO reconcile AS r (source, owner, lease_until_ms, started_ms)
         VALUES (:source, :owner, ${LEASE_END}, :startedMs)
         ON CONFLICT (source) DO UPDATE
           SET owner = excluded.owner, lease_until_ms = excluded.lease_until_ms, started_ms = excluded.started_ms
           WHERE ${isFree('r')} AND r.started_ms IS NOT DISTINCT FROM :seen::bigint
         RETURNING source`,
        { ...claim, startedMs, seen },
      ),
    );
    return claimed.length > 0;
  }

  /** Renews the lease. False if it is lost. */
  renew({ leaseMs, ...claim }: Claim): Promise<boolean> {
    return this.update(claim, `lease_until_ms = ${LEASE_END}`, { leaseMs });
  }

  /** Releases the lease after a complete answer, whose result is stored. */
  answered(claim: Claim, { memory, ...answer }: Answered): Promise<boolean> {
    const change = `${RELEASED}, failures = 0, error = NULL, answered_ms = :startedMs, agreed_ms = :agreedMs,
      contradicted_ms = :contradictedMs, recheck_ms = :recheckMs, egress = :egress, ingress = :ingress,
      memory = :memory::json`;
    return this.update(claim, change, { ...answer, memory: JSON.stringify(memory) });
  }

  /** Releases the lease without a result: the request was interrupted. */
  release(claim: Claim): Promise<boolean> {
    return this.update(claim, RELEASED, {});
  }

  failed(claim: Claim, error: string): Promise<boolean> {
    return this.update(claim, `${RELEASED}, failures = failures + 1, error = :error`, { error });
  }

  private async update(
    { source, owner }: Omit<Claim, 'leaseMs'>,
    change: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    const [, count] = await run<[unknown[], number]>(
      this.dataSource,
      named(`UPDATE reconcile SET ${change} WHERE source = :source AND owner = :owner`, { source, owner, ...values }),
    );
    return count > 0;
  }
}
