/** What was seen of one connection (a participant sid), and what it contributes to its session. */
import { earliest, latest, strongest, type EvidenceKey } from './evidence';
import { occurredAtMs, rankOf, type DomainEvent, type FoldedEvent, type ParticipantEvidence } from './event';
import type { Sums } from './sums';

/** The newest whole payload: by LiveKit's own version, then lifecycle rank, then event id. */
export interface KnownProfile {
  readonly key: EvidenceKey;
  readonly name: string;
  readonly kind: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** An end that was observed: a `participant_left` or a `participant_connection_aborted`. */
export interface ObservedEnd {
  readonly key: EvidenceKey;
  readonly atMs: number;
  readonly reason: string | null;
}

export interface ParticipantRecord {
  readonly sid: string;
  readonly sessionSid: string;
  /** A sid has one identity for life. */
  readonly identity: string | null;
  readonly profile: KnownProfile | null;
  /** Joined, left, was listed, or a track of it was told of: it was in. */
  readonly everActive: boolean;
  /** Earliest `joinedAtMs`, but not of an aborted connection: that one proves no join. */
  readonly joinedMs: number | null;
  readonly left: ObservedEnd | null;
  readonly abort: ObservedEnd | null;
  readonly goneMs: number | null;
  readonly lastSignMs: number | null;
  /** Its tracks without an end of their own. */
  readonly openTracks: number;
  /** Whoever it was is erased: `identity` is a pseudonym, and what later events tell of the person is to be left out. */
  readonly erased?: true;
}

export interface ParticipantEnd {
  readonly atMs: number;
  readonly estimated: boolean;
  readonly reason: string | null;
}

const PROVES_ACTIVE: ReadonlySet<FoldedEvent> = new Set([
  'participant_joined',
  'participant_left',
  'participant_listed',
  'track_published',
  'track_listed',
  'track_unpublished',
  'track_gone',
]);
const MACHINES: ReadonlySet<string> = new Set(['AGENT', 'EGRESS', 'INGRESS']);

/** Persons are STANDARD, SIP and every kind not known to be a machine; while the kind is unknown nobody can say. */
export const isPerson = (kind: string | null): boolean => kind !== null && !MACHINES.has(kind);

export const newParticipant = (sid: string, sessionSid: string): ParticipantRecord => ({
  sid,
  sessionSid,
  identity: null,
  profile: null,
  everActive: false,
  joinedMs: null,
  left: null,
  abort: null,
  goneMs: null,
  lastSignMs: null,
  openTracks: 0,
});

/** The connection after one more event about it. */
export function withParticipantEvidence(
  participant: ParticipantRecord,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: ParticipantEvidence,
): ParticipantRecord {
  const at = occurredAtMs(event);
  const { profile } = evidence;
  const active = PROVES_ACTIVE.has(name);
  const end: ObservedEnd = { key: [at, event.id], atMs: at, reason: profile?.disconnectReason ?? null };
  return {
    ...participant,
    identity: participant.identity ?? evidence.identity,
    profile: profile
      ? strongest(participant.profile, {
          key: [profile.version, rankOf(name), event.id],
          name: profile.name,
          kind: profile.kind,
          metadata: profile.metadata,
          attributes: profile.attributes,
        })
      : participant.profile,
    everActive: participant.everActive || active,
    joinedMs: earliest(participant.joinedMs, active ? (profile?.joinedAtMs ?? null) : null),
    left: name === 'participant_left' ? strongest(participant.left, end) : participant.left,
    abort: name === 'participant_connection_aborted' ? strongest(participant.abort, end) : participant.abort,
    goneMs: latest(participant.goneMs, name === 'participant_gone' ? at : null),
    lastSignMs: latest(participant.lastSignMs, active ? at : null),
  };
}

export const kindOf = (participant: ParticipantRecord): string | null => participant.profile?.kind ?? null;

/** Its own end: an observed leave is final; "not listed" is void if a sign of life is later. */
export function ownEnd(participant: ParticipantRecord): ParticipantEnd | null {
  const notBeforeJoin = (atMs: number): number => Math.max(atMs, participant.joinedMs ?? atMs);
  if (participant.left) {
    return { atMs: notBeforeJoin(participant.left.atMs), estimated: false, reason: participant.left.reason };
  }
  const { goneMs, lastSignMs } = participant;
  if (goneMs === null || (lastSignMs !== null && lastSignMs > goneMs)) return null;
  return { atMs: notBeforeJoin(goneMs), estimated: true, reason: null };
}

export const isOpen = (participant: ParticipantRecord): boolean =>
  participant.everActive && ownEnd(participant) === null;

export const isAborted = (participant: ParticipantRecord): boolean =>
  !participant.everActive && participant.abort !== null;

/** True if it makes its identity one of the session's `identities`. */
export const isEverPresentPerson = (participant: ParticipantRecord): boolean =>
  participant.everActive && participant.identity !== null && isPerson(kindOf(participant));

/** What it adds to its session, but for `identities`, which its siblings share. */
export function contributionOf(participant: ParticipantRecord): Partial<Sums> {
  const open = isOpen(participant);
  const kind = kindOf(participant);
  return {
    participants: Number(open),
    people: Number(open && isPerson(kind)),
    agents: Number(open && kind === 'AGENT'),
    tracks: open ? participant.openTracks : 0,
    joins: Number(participant.everActive),
    aborted: Number(isAborted(participant)),
    gone: Number(participant.everActive && !participant.left && !open),
  };
}
