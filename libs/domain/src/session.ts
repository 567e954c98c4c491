/**
 * What was seen of one session (a room sid) and what follows from it. The record holds evidence and exact sums only; state,
 * times and counts are derived by the functions below and never stored back into it.
 */
import type { EndReason } from '@livekit-dashboard/contracts';
import { earliest, latest, strongest, type EvidenceKey } from './evidence';
import { isSynthetic, occurredAtMs, rankOf, type DomainEvent, type FoldedEvent, type RoomEvidence } from './event';
import { NOTHING, type Sums } from './sums';

/** A superseded session may have been dead for long: it ends at most this much after its last sign of life. */
export const SUPERSEDED_GRACE_MS = 12 * 60 * 60 * 1000;

/** How long a session may be silent before it counts as ended: with somebody in, and with nobody. */
export const SILENCE_MS = { occupied: 12 * 60 * 60 * 1000, empty: 10 * 60 * 1000 } as const;

export interface SessionRecord {
  readonly sid: string;
  /** A sid has one name for life, so the first one told is kept. */
  readonly name: string | null;
  /** Earliest `creationTimeMs` of full rooms. */
  readonly createdMs: number | null;
  /** Earliest `createdAt` of its events: its place among the sids of its name while the creation time is not known. */
  readonly firstSeenMs: number;
  /** Latest moment of its events that LiveKit sent. */
  readonly lastEventMs: number | null;
  /** Latest moment at which it was certainly open. */
  readonly lastSignMs: number | null;
  readonly finishedMs: number | null;
  /** Start of the next session of its name; kept by `chain.ts`. */
  readonly successorMs: number | null;
  readonly goneMs: number | null;
  readonly timedOutMs: number | null;
  readonly metadata: { readonly key: EvidenceKey; readonly text: string } | null;
  readonly firstJoinedMs: number | null;
  /** Latest observed leave. */
  readonly lastLeftMs: number | null;
  /** Latest "not listed" of a connection; counts only while some connection has no better end (`sums.gone`). */
  readonly lastGoneMs: number | null;
  /** What its connections, tracks and egresses contribute. */
  readonly sums: Sums;
}

export interface SessionEnd {
  readonly atMs: number;
  readonly reason: EndReason;
}

const ENDS: ReadonlySet<FoldedEvent> = new Set([
  'room_finished',
  'egress_ended',
  'ingress_ended',
  'session_gone',
  'session_timeout',
  'participant_gone',
]);

export const newSession = (sid: string, firstSeenMs: number): SessionRecord => ({
  sid,
  name: null,
  createdMs: null,
  firstSeenMs,
  lastEventMs: null,
  lastSignMs: null,
  finishedMs: null,
  successorMs: null,
  goneMs: null,
  timedOutMs: null,
  metadata: null,
  firstJoinedMs: null,
  lastLeftMs: null,
  lastGoneMs: null,
  sums: NOTHING,
});

/** The session after one more event of it. `room` is null for an egress or ingress that tells sid and name apart. */
export function withSessionEvidence(
  session: SessionRecord,
  event: DomainEvent,
  name: FoldedEvent,
  room: Pick<RoomEvidence, 'name'> & Partial<RoomEvidence>,
): SessionRecord {
  const at = occurredAtMs(event);
  const told = (kind: FoldedEvent): number | null => (name === kind ? at : null);
  return {
    ...session,
    name: session.name ?? (room.name === '' ? null : room.name),
    createdMs: earliest(session.createdMs, room.full ? (room.creationTimeMs ?? null) : null),
    firstSeenMs: Math.min(session.firstSeenMs, event.createdAtMs),
    lastEventMs: latest(session.lastEventMs, isSynthetic(name) ? null : at),
    lastSignMs: latest(session.lastSignMs, ENDS.has(name) ? null : at),
    finishedMs: latest(session.finishedMs, told('room_finished')),
    goneMs: latest(session.goneMs, told('session_gone')),
    timedOutMs: latest(session.timedOutMs, told('session_timeout')),
    metadata: room.full
      ? strongest(session.metadata, {
          key: [event.createdAtMs, event.receivedAtMs, rankOf(name), event.id],
          text: room.metadata ?? '',
        })
      : session.metadata,
  };
}

/** Its place among the sids of its name: (creation time, sid). */
export const orderMs = (session: SessionRecord): number => session.createdMs ?? session.firstSeenMs;

/**
 * How it ended, if it did. Its own finish is final. Of the inferred ends the earliest counts: another sid of the name started,
 * or LiveKit did not list it, or it was silent for too long; the latter two are void if a sign of life is later.
 */
export function sessionEnd(session: SessionRecord): SessionEnd | null {
  const notBeforeStart = (atMs: number): number => Math.max(atMs, session.createdMs ?? atMs);
  if (session.finishedMs !== null) return { atMs: notBeforeStart(session.finishedMs), reason: 'finished' };
  const lastSignMs = session.lastSignMs ?? session.firstSeenMs;
  const inferred: SessionEnd[] = [];
  if (session.successorMs !== null) {
    inferred.push({ atMs: Math.min(session.successorMs, lastSignMs + SUPERSEDED_GRACE_MS), reason: 'superseded' });
  }
  if (session.goneMs !== null && session.goneMs >= lastSignMs)
    inferred.push({ atMs: session.goneMs, reason: 'reconciled' });
  if (session.timedOutMs !== null && session.timedOutMs >= lastSignMs) {
    inferred.push({ atMs: session.timedOutMs, reason: 'timeout' });
  }
  const end = inferred.reduce<SessionEnd | null>(
    (first, next) => (first && first.atMs <= next.atMs ? first : next),
    null,
  );
  return end && { ...end, atMs: notBeforeStart(end.atMs) };
}

export const sameEnd = (a: SessionEnd | null, b: SessionEnd | null): boolean =>
  a?.atMs === b?.atMs && a?.reason === b?.reason;
