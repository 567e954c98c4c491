/**
 * The evidence of one session (a room sid), and what follows from it. The record contains only evidence and exact sums;
 * the functions below derive state, times and counts on each read and never store them back.
 */
import type { EndReason } from '@livekit-dashboard/contracts';
import {
  earliest,
  inferredEnd,
  latest,
  secondOf,
  stands,
  strongest,
  type EvidenceKey,
  type InferredEnd,
  type Signs,
} from './evidence';
import { isSynthetic, occurredAtMs, rankOf, type DomainEvent, type FoldedEvent, type RoomEvidence } from './event';
import { NO_PARTICIPANTS, type InsideTimes } from './participant';
import { NOTHING, type Sums } from './sums';

/** A superseded session may have died long before, so it ends at most this long after its last sign of life, in ms. */
const SUPERSEDED_GRACE_MS = 12 * 60 * 60 * 1000;

/** How long a session may be silent before it counts as ended, in ms: with participants inside, and without. */
export const SILENCE_MS = { occupied: 12 * 60 * 60 * 1000, empty: 10 * 60 * 1000 } as const;

/** Silence that ended a session: no event of it happened after `sinceMs`. */
export interface Silence {
  readonly key: EvidenceKey;
  readonly atMs: number;
  readonly sinceMs: number;
}

export interface SessionRecord extends InsideTimes {
  readonly sid: string;
  /** A sid has one name for life, so the first one reported is kept. */
  readonly name: string | null;
  /** Earliest `creationTimeMs` of whole rooms. */
  readonly createdMs: number | null;
  /**
   * Earliest `createdAt` of its events. It positions the session in the chain of its name while the creation time is
   * unknown.
   */
  readonly firstSeenMs: number;
  /** Latest time of its events that LiveKit sent. */
  readonly lastEventMs: number | null;
  /** Latest time at which its own events prove that it was open. */
  readonly lastSignMs: number | null;
  readonly lastSignReceivedMs: number | null;
  readonly finishedMs: number | null;
  /** Start of the next session of its name; maintained by `chain.ts`. */
  readonly successorMs: number | null;
  readonly gone: InferredEnd | null;
  readonly silence: Silence | null;
  readonly metadata: { readonly key: EvidenceKey; readonly text: string } | null;
  /** Sums over its connections, tracks and egresses. */
  readonly sums: Sums;
}

export interface SessionEnd {
  readonly atMs: number;
  readonly reason: EndReason;
}

/** These do not prove that the session is open: an egress can upload long after its room closed. */
const ENDS: ReadonlySet<FoldedEvent> = new Set([
  'room_finished',
  'egress_ended',
  'ingress_ended',
  'egress_listed',
  'egress_gone',
  'ingress_listed',
  'ingress_gone',
  'session_gone',
  'session_timeout',
  'participant_gone',
]);
/** These prove that the room was open, but not that it goes on. */
const ENDINGS: ReadonlySet<FoldedEvent> = new Set([
  'participant_left',
  'participant_connection_aborted',
  'track_unpublished',
  'track_gone',
]);

export const newSession = (sid: string, firstSeenMs: number): SessionRecord => ({
  sid,
  name: null,
  createdMs: null,
  firstSeenMs,
  lastEventMs: null,
  lastSignMs: null,
  lastSignReceivedMs: null,
  finishedMs: null,
  successorMs: null,
  gone: null,
  silence: null,
  metadata: null,
  ...NO_PARTICIPANTS,
  sums: NOTHING,
});

/**
 * Returns the session after one more event. `room` is null for an egress or ingress that names sid and name separately.
 */
export function withSessionEvidence(
  session: SessionRecord,
  event: DomainEvent,
  name: FoldedEvent,
  room: Pick<RoomEvidence, 'name'> & Partial<RoomEvidence>,
): SessionRecord {
  const at = occurredAtMs(event);
  const sign = !ENDS.has(name);
  return {
    ...session,
    name: session.name ?? (room.name === '' ? null : room.name),
    createdMs: earliest(session.createdMs, room.full ? (room.creationTimeMs ?? null) : null),
    firstSeenMs: Math.min(session.firstSeenMs, event.createdAtMs),
    lastEventMs: latest(session.lastEventMs, isSynthetic(name) ? null : at),
    lastSignMs: latest(session.lastSignMs, sign ? at : null),
    lastSignReceivedMs: latest(session.lastSignReceivedMs, sign && !ENDINGS.has(name) ? event.receivedAtMs : null),
    finishedMs: latest(session.finishedMs, name === 'room_finished' ? at : null),
    gone: name === 'session_gone' ? strongest(session.gone, inferredEnd(event, at)) : session.gone,
    silence: name === 'session_timeout' ? strongest(session.silence, silenceOf(event, at)) : session.silence,
    metadata: room.full
      ? strongest(session.metadata, {
          key: [event.createdAtMs, event.receivedAtMs, rankOf(name), event.id],
          text: room.metadata ?? '',
        })
      : session.metadata,
  };
}

/** Its position among the sids of its name, with the sid as the tie breaker. */
export const orderMs = (session: SessionRecord): number => session.createdMs ?? session.firstSeenMs;

/** Of two timeouts with the same last sign of life, the earlier end wins. */
function silenceOf({ id, silentSinceMs }: DomainEvent, atMs: number): Silence {
  const sinceMs = silentSinceMs ?? atMs;
  return { key: [sinceMs, -atMs, id], atMs, sinceMs };
}

/** Earlier releases stored only the time, which meant that no later event was known. */
export const silenceFrom = (atMs: number | null | undefined): Silence | null =>
  typeof atMs === 'number' ? { key: [atMs, -atMs, ''], atMs, sinceMs: atMs } : null;

/** Its own signs of life and those of its connections. */
const signsOf = (session: SessionRecord): Signs & { readonly lastSignMs: number } => ({
  lastSignMs: latest(session.lastSignMs, session.insideSignMs) ?? session.firstSeenMs,
  lastSignReceivedMs: latest(session.lastSignReceivedMs, session.insideSignReceivedMs),
});

export const lastEventMs = (session: SessionRecord): number | null =>
  latest(session.lastEventMs, session.insideEventMs);

/**
 * How the session ended, or null. Its own finish is final. Otherwise the earliest inferred end applies: a newer sid of
 * the name, absence in LiveKit's listing, or silence. A later sign of life voids each of them (FO5), since two rooms of
 * one name can live at once, a listing can lag, and a clock can be wrong.
 */
export function sessionEnd(session: SessionRecord): SessionEnd | null {
  const notBeforeStart = (atMs: number): number => Math.max(atMs, session.createdMs ?? atMs);
  if (session.finishedMs !== null) return { atMs: notBeforeStart(session.finishedMs), reason: 'finished' };
  const signs = signsOf(session);
  const inferred: SessionEnd[] = [];
  if (session.successorMs !== null && secondOf(signs.lastSignMs) <= session.successorMs) {
    inferred.push({
      atMs: Math.min(session.successorMs, signs.lastSignMs + SUPERSEDED_GRACE_MS),
      reason: 'superseded',
    });
  }
  if (stands(session.gone, signs)) inferred.push({ atMs: session.gone.atMs, reason: 'reconciled' });
  if (session.silence !== null && signs.lastSignMs <= session.silence.sinceMs) {
    inferred.push({ atMs: session.silence.atMs, reason: 'timeout' });
  }
  const end = inferred.reduce<SessionEnd | null>(
    (first, next) => (first && first.atMs <= next.atMs ? first : next),
    null,
  );
  return end && { ...end, atMs: notBeforeStart(end.atMs) };
}

export const sameEnd = (a: SessionEnd | null, b: SessionEnd | null): boolean =>
  a?.atMs === b?.atMs && a?.reason === b?.reason;
