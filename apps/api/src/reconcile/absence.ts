/**
 * Absence in one listing proves nothing: LiveKit's lists lag behind its webhooks by seconds. Something ends only when two listings,
 * at least `apartMs` apart, lack it and no webhook of it was received after the first of them began, nor within `quietMs`. Its end
 * is the start of the first: at that moment it was certainly not there, and every sign of it was received before. Pure.
 */
import type { Absence, ListingMark } from './memory';
import type { Finding } from './synthetic-event';

/** Something that a listing lacks, and the event that would end it. */
export interface Missing {
  readonly finding: Finding;
  /** Name and sid of it: the same in every comparison. */
  readonly key: string;
  /** Which list would name it: that of the room with this sid, of `egress` or of `ingress`. */
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
  /** What a webhook reported within this may not be listed yet, in ms. */
  readonly quietMs: number;
  /** A first absence older than this counts no more: too much may have been missed since. */
  readonly staleMs: number;
}

export interface Confirmed {
  /** What is over, with the T of the first listing that lacked it. */
  readonly ends: readonly { readonly finding: Finding; readonly atMs: number }[];
  /** What the next listing has to confirm. */
  readonly absent: Readonly<Record<string, Absence>>;
  /** When the earliest of it can be confirmed, in ms; null: there is nothing. */
  readonly recheckMs: number | null;
}

/**
 * `undecided`: scopes and keys of which this listing says nothing; what of them was absent before stays so. Anything else that is
 * not missing any more was listed, or has ended by itself.
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
