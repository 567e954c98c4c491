/**
 * A lease on work that one replica does at a time: the columns `owner` and `lease_until_ms` of the row that says how
 * far the work is. It expires by the database's clock, the one clock that all replicas share, so that a replica that
 * died or hangs blocks no other. Each statement names the owner, so that a replica that lost its lease changes no row.
 */
import { NOW_MS } from './now';

export interface Lease {
  /** A new random id for each claim. */
  readonly owner: string;
  /** For how long it is taken, and renewed. */
  readonly leaseMs: number;
}

/** SQL: whether no replica has the lease of the row `alias`. */
export const isFree = (alias: string): string =>
  `(${alias}.lease_until_ms IS NULL OR ${alias}.lease_until_ms <= ${NOW_MS})`;

/** SQL: the end of a lease that is taken now. A statement with it gives `leaseMs` a value. */
export const LEASE_END = `${NOW_MS} + :leaseMs::bigint`;

/** The assignments that give a lease back. */
export const RELEASED = 'owner = NULL, lease_until_ms = NULL';
