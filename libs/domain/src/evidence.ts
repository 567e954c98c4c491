/**
 * The few ways evidence is kept. Each is commutative, associative and idempotent, which is why the order of events cannot
 * matter: whatever is seen, in whatever order, the same extreme remains.
 */

export const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

export const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** A key that orders pieces of evidence; the last element is an event id, so no two differ only by arrival. */
export type EvidenceKey = readonly (number | string)[];

/** True if `a` outranks `b`. Keys have the same shape. */
export function outranks(a: EvidenceKey, b: EvidenceKey): boolean {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined || left === right) continue;
    return left > right;
  }
  return false;
}

/** Whichever of the two outranks the other; `current` may be missing. */
export function strongest<T extends { readonly key: EvidenceKey }>(current: T | null, next: T): T {
  return current === null || outranks(next.key, current.key) ? next : current;
}
