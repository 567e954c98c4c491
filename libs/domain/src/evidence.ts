/**
 * The operations that merge evidence. Each is commutative, associative and idempotent, which is why the order of events
 * cannot matter (FO1): in any order, the same extreme remains.
 */

export const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

export const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** Orders evidence. The last element is an event id, so two keys never tie and arrival order never decides. */
export type EvidenceKey = readonly (number | string)[];

/** Whether `a` outranks `b`. Both keys have the same shape. */
export function outranks(a: EvidenceKey, b: EvidenceKey): boolean {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined || left === right) continue;
    return left > right;
  }
  return false;
}

/** Returns the one with the higher key; `current` may be null. */
export function strongest<T extends { readonly key: EvidenceKey }>(current: T | null, next: T): T {
  return current === null || outranks(next.key, current.key) ? next : current;
}

/** An end that was not reported: inferred from absence in a listing, or from silence. */
export interface InferredEnd {
  readonly key: EvidenceKey;
  readonly atMs: number;
  /** When it was inferred, in ms. */
  readonly madeMs: number;
}

export const inferredEnd = (
  { id, receivedAtMs }: { readonly id: string; readonly receivedAtMs: number },
  atMs: number,
): InferredEnd => ({ key: [atMs, receivedAtMs, id], atMs, madeMs: receivedAtMs });

/** The last signs of life, by the time they happened and by the time they were received. */
export interface Signs {
  readonly lastSignMs: number | null;
  /** Only of signs that the object goes on; an observed end of something inside it is not one. */
  readonly lastSignReceivedMs: number | null;
}

/**
 * Whether the inferred end is still valid: no sign of life happened later or was received after the end was inferred
 * (FO5).
 */
export const stands = (end: InferredEnd | null, { lastSignMs, lastSignReceivedMs }: Signs): end is InferredEnd =>
  end !== null && (lastSignMs ?? -Infinity) <= end.atMs && (lastSignReceivedMs ?? -Infinity) <= end.madeMs;

/** Earlier releases stored only the time of the inferred end. */
export const inferredFrom = (atMs: number | null | undefined): InferredEnd | null =>
  typeof atMs === 'number' ? { key: [atMs, atMs, ''], atMs, madeMs: atMs } : null;

/** The start of its second. LiveKit reports events by the second, so nothing finer is certain. */
export const secondOf = (ms: number): number => Math.floor(ms / 1000) * 1000;
