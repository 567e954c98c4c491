/**
 * What connections and egresses contribute to the counts of their session. A session stores the sum; when a child
 * changes, the difference between its contributions is added, so the sum is exact in any order and is never recounted
 * (FO18).
 *
 * "Open" means: without an end of its own. Whether an open child is active also depends on the end of its session,
 * which is checked only when a count is read, so the end of a session changes no sum.
 */
export interface Sums {
  /** Open connections: of all kinds, of people, of agents. */
  readonly participants: number;
  readonly people: number;
  readonly agents: number;
  /** Open tracks of open connections. */
  readonly tracks: number;
  readonly joins: number;
  readonly aborted: number;
  /** Distinct identities of people that were ever active. */
  readonly identities: number;
  /** Connections that were active and whose leave is an abort. */
  readonly aborts: number;
  /** Connections whose only end is an inferred one. */
  readonly gone: number;
  /** Egresses that are running. */
  readonly egresses: number;
  /** Egresses that failed or were aborted. */
  readonly failedEgresses: number;
}

export const NOTHING: Sums = {
  participants: 0,
  people: 0,
  agents: 0,
  tracks: 0,
  joins: 0,
  aborted: 0,
  identities: 0,
  aborts: 0,
  gone: 0,
  egresses: 0,
  failedEgresses: 0,
};

const KEYS = Object.keys(NOTHING) as (keyof Sums)[];

/** `sums` with the contribution of one child replaced. */
export function replaceContribution(sums: Sums, before: Partial<Sums>, after: Partial<Sums>): Sums {
  const next: Record<keyof Sums, number> = { ...sums };
  for (const key of KEYS) next[key] += (after[key] ?? 0) - (before[key] ?? 0);
  return next;
}
