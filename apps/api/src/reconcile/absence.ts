/**
 * Absence in one listing proves nothing: LiveKit's lists lag behind its webhooks by seconds. An object ends only when
 * two listings, at least `apartMs` apart, do not contain it, and no webhook of it was received after the first of them
 * began, nor within `quietMs`. It ended at the start of the first listing: at that time it certainly did not exist, and
 * every sign of it was received before. Pure.
 */
import type { Absence, ListingMark } from './memory';
import type { Finding } from './synthetic-event';

/** An object that a listing does not contain, and the event that would end it. */
export interface Missing {
  readonly finding: Finding;
  /** Its key: the same in every comparison. */
  readonly key: string;
  /** The list that would contain it: that of the room with this sid, of `egress` or of `ingress`. */
  readonly scope: string;
  /** Offset of the last event that touched it. */
  readonly streamOffset: number;
  /** When that event was received, in ms, if it was a webhook. */
  readonly webhookMs: number | null;
}

/** The keys of a session and of a connection. */
export const goneSessionKey = (sid: string): string => `session_gone:${sid}`;
export const goneParticipantKey = (sid: string): string => `participant_gone:${sid}`;

export interface AbsenceTimes {
  /** Two listings that agree are at least this far apart, in ms. */
  readonly apartMs: number;
  /** An object that a webhook reported within this may not be listed yet, in ms. */
  readonly quietMs: number;
  /** A first absence that is older than this no longer counts, in ms: too much may have been missed since. */
  readonly staleMs: number;
}

export interface Confirmed {
  /** The objects that ended, with the start T of the first listing that did not contain them. */
  readonly ends: readonly { readonly finding: Finding; readonly atMs: number }[];
  /** What the next listing has to confirm. */
  readonly absent: Readonly<Record<string, Absence>>;
  /** When the earliest of them can be confirmed, in ms. Null: there is none. */
  readonly recheckMs: number | null;
}

/**
 * `undecided`: scopes and keys that this listing does not cover; what was absent of them before stays absent. Anything
 * else that is no longer missing was listed, or ended by itself.
 */
export function confirm(
  missing: readonly Missing[],
  undecided: ReadonlySet<string>,
  before: Readonly<Record<string, Absence>>,
  listing: ListingMark,
  times: AbsenceTimes,
): Confirmed {
  const ends: { finding: Finding; atMs: number }[] = [];
  const absent = new Map<string, Absence>();
  const checks: number[] = [];
  for (const [key, one] of Object.entries(before)) {
    if (!(undecided.has(one.scope) || undecided.has(key)) || !isFresh(one, listing, times)) continue;
    absent.set(key, one);
    checks.push(listing.atMs + times.apartMs);
  }
  for (const { key, finding, scope, streamOffset, webhookMs } of missing) {
    const known = before[key];
    const first =
      known === undefined || streamOffset > known.head || !isFresh(known, listing, times)
        ? { ...listing, scope }
        : known;
    // It was received before the first listing, also by a clock that is ahead.
    const reportedMs = Math.min(webhookMs ?? 0, first.atMs);
    const fromMs = Math.max(first.atMs + times.apartMs, reportedMs + times.quietMs);
    if (listing.atMs >= fromMs) {
      ends.push({ finding, atMs: first.atMs });
    } else {
      absent.set(key, first);
      checks.push(fromMs);
    }
  }
  return { ends, absent: Object.fromEntries(absent), recheckMs: earliest(checks) };
}

const earliest = (instants: readonly number[]): number | null =>
  instants.length === 0 ? null : instants.reduce((a, b) => Math.min(a, b));

const isFresh = (first: Absence, { atMs }: ListingMark, { staleMs }: AbsenceTimes): boolean =>
  first.atMs <= atMs && atMs - first.atMs <= staleMs;
