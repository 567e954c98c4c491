/**
 * What connections and egresses contribute to their session's counts. A session keeps the sum; when a child changes, the
 * difference of its contributions is added, so the sum is exact whatever the order and never counted anew.
 *
 * "Open" means: without an end of its own. Whether an open child is active also depends on its session's end, which is
 * looked at only when a count is read; so the end of a session changes no sum.
 */
export interface Sums {
  /** Open connections of all kinds, of persons, of agents. */
  readonly participants: number;
  readonly people: number;
  readonly agents: number;
  /** Open tracks of open connections. */
  readonly tracks: number;
  readonly joins: number;
  readonly aborted: number;
  /** Distinct identities of persons ever active. */
  readonly identities: number;
  /** Connections whose only end is that LiveKit did not list them. */
  readonly gone: number;
  readonly egresses: number;
}

export const NOTHING: Sums = {
  participants: 0,
  people: 0,
  agents: 0,
  tracks: 0,
  joins: 0,
  aborted: 0,
  identities: 0,
  gone: 0,
  egresses: 0,
};

const KEYS = Object.keys(NOTHING) as (keyof Sums)[];

/** `sums` with one child's contribution replaced. */
export function replaceContribution(sums: Sums, before: Partial<Sums>, after: Partial<Sums>): Sums {
  const next: Record<keyof Sums, number> = { ...sums };
  for (const key of KEYS) next[key] += (after[key] ?? 0) - (before[key] ?? 0);
  return next;
}
