/**
 * Who asks which LiveKit server, and what became of it. Invariant: of several replicas that find a server due, one gets the lease;
 * it ends by itself, by the database's one clock, so that a replica that died or hangs keeps nobody from asking.
 */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NOW_MS } from '../database/now';

export interface ReconcileState {
  /** Name of the LiveKit server. */
  readonly source: string;
  /** ms since 1970 at which the last request began; null: none did. */
  readonly startedMs: number | null;
  /** The same of the last one that was answered whole. */
  readonly answeredMs: number | null;
  /** Requests that failed since the last one that was answered. */
  readonly failures: number;
  /** Why the last request failed, without secrets; null if it was answered, or there was none. */
  readonly error: string | null;
}

export interface Claim {
  readonly source: string;
  readonly owner: string;
  readonly leaseMs: number;
}

@Injectable()
export class ReconcileRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Of every server that was ever asked, also of those no longer configured. */
  states(manager: EntityManager = this.dataSource.manager): Promise<ReconcileState[]> {
    return manager.query(
      'SELECT source, started_ms AS "startedMs", answered_ms AS "answeredMs", failures, error FROM reconcile ORDER BY source',
    );
  }

  /** True if it is ours to ask now. `seen`: when the last request began as far as the caller knows; a newer one makes this false. */
  async claim({ source, owner, leaseMs }: Claim, startedMs: number, seen: number | null): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO reconcile AS r (source, owner, lease_until_ms, started_ms) VALUES ($1, $2, ${NOW_MS} + $3::bigint, $4)
       ON CONFLICT (source) DO UPDATE
         SET owner = excluded.owner, lease_until_ms = excluded.lease_until_ms, started_ms = excluded.started_ms
         WHERE (r.lease_until_ms IS NULL OR r.lease_until_ms <= ${NOW_MS}) AND r.started_ms IS NOT DISTINCT FROM $5::bigint
       RETURNING source`,
      [source, owner, leaseMs, startedMs, seen],
    );
    return rows.length > 0;
  }

  /** Keeps the lease for as long again; false if it is lost. */
  async renew({ source, owner, leaseMs }: Claim): Promise<boolean> {
    return this.update(source, owner, `lease_until_ms = ${NOW_MS} + $3::bigint`, [leaseMs]);
  }

  /** The request that began at `startedMs` was answered whole, and what it told is stored. */
  async answered({ source, owner }: Claim, startedMs: number): Promise<boolean> {
    const told = 'owner = NULL, lease_until_ms = NULL, answered_ms = $3, failures = 0, error = NULL';
    return this.update(source, owner, told, [startedMs]);
  }

  /** Gives the lease back and tells nothing: it was cut short. */
  async release({ source, owner }: Claim): Promise<boolean> {
    return this.update(source, owner, 'owner = NULL, lease_until_ms = NULL', []);
  }

  async failed({ source, owner }: Claim, error: string): Promise<boolean> {
    const told = 'owner = NULL, lease_until_ms = NULL, failures = failures + 1, error = $3';
    return this.update(source, owner, told, [error]);
  }

  private async update(source: string, owner: string, change: string, values: readonly unknown[]): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE reconcile SET ${change} WHERE source = $1 AND owner = $2`,
      [source, owner, ...values],
    );
    return count > 0;
  }
}
