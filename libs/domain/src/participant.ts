/** The evidence of one connection (a participant sid), and its contribution to its session. */
import {
  earliest,
  inferredEnd,
  latest,
  outranks,
  secondOf,
  stands,
  strongest,
  type EvidenceKey,
  type InferredEnd,
} from './evidence';
import {
  isSynthetic,
  occurredAtMs,
  rankOf,
  type DomainEvent,
  type FoldedEvent,
  type ParticipantEvidence,
} from './event';
import { profileFields, type ProfileFields } from './participant-profile';
import type { Sums } from './sums';

/** An observed end: `participant_left` or `participant_connection_aborted`. */
interface ObservedEnd {
  readonly key: EvidenceKey;
  readonly atMs: number;
  readonly reason: string | null;
}

export interface ParticipantRecord {
  readonly sid: string;
  /** The room of the strongest evidence, which can change (FO8); null while no event of the connection named a room. */
  readonly sessionSid: string | null;
  /** The evidence for that room: participant events outrank track events, and of equals the latest wins. */
  readonly placeKey: EvidenceKey | null;
  /** A sid has one identity for life. */
  readonly identity: string | null;
  /** The newest whole payload: by LiveKit's version, then by lifecycle rank, then by event id. */
  readonly profile: (ProfileFields & { readonly key: EvidenceKey }) | null;
  /** Whether it was ever in: it joined, left, was listed, or one of its tracks was reported. */
  readonly everActive: boolean;
  /** Earliest `joinedAtMs`, ignoring the payloads of an abort, which prove no join. */
  readonly joinedMs: number | null;
  readonly left: ObservedEnd | null;
  /** Aborted before it was active. If it was active (a migration that failed), the abort is its leave. */
  readonly abort: ObservedEnd | null;
  readonly gone: InferredEnd | null;
  /** Latest time at which it was certainly in. */
  readonly lastSignMs: number | null;
  readonly lastSignReceivedMs: number | null;
  /** Latest time of its events that LiveKit sent. */
  readonly lastEventMs: number | null;
  /** Number of its tracks without an end of their own. */
  readonly openTracks: number;
  /** Whether the person was erased: `identity` is then a pseudonym, and personal data of later events is dropped. */
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
/** Of those, the ones that report that it goes on. */
const LIVING: ReadonlySet<FoldedEvent> = new Set([
  'participant_joined',
  'participant_listed',
  'track_published',
  'track_listed',
]);
/** Only these name the room reliably: after a move, track events can still name the room that was left. */
const NAMES_ITS_ROOM: ReadonlySet<FoldedEvent> = new Set([
  'participant_joined',
  'participant_left',
  'participant_connection_aborted',
  'participant_listed',
]);
const MACHINES: ReadonlySet<string> = new Set(['AGENT', 'EGRESS', 'INGRESS', 'BRIDGE']);

/** STANDARD, SIP and every kind that is not known to be a machine; false while the kind is unknown. */
export const isPerson = (kind: string | null): boolean => kind !== null && !MACHINES.has(kind);

export const newParticipant = (sid: string): ParticipantRecord => ({
  sid,
  sessionSid: null,
  placeKey: null,
  identity: null,
  profile: null,
  everActive: false,
  joinedMs: null,
  left: null,
  abort: null,
  gone: null,
  lastSignMs: null,
  lastSignReceivedMs: null,
  lastEventMs: null,
  openTracks: 0,
});

/** Returns the connection after one more event. `roomSid`: the room that the event named. */
export function withParticipantEvidence(
  participant: ParticipantRecord,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: ParticipantEvidence,
  roomSid: string | null,
): ParticipantRecord {
  const at = occurredAtMs(event);
  const { profile } = evidence;
  const active = PROVES_ACTIVE.has(name);
  const end: ObservedEnd = { key: [at, event.id], atMs: at, reason: profile?.disconnectReason ?? null };
  return {
    ...participant,
    ...placeOf(participant, event, name, roomSid),
    identity: participant.identity ?? evidence.identity,
    profile: profile
      ? strongest(participant.profile, {
          key: [profile.version, rankOf(name), event.id],
          ...profileFields(profile),
        })
      : participant.profile,
    everActive: participant.everActive || active,
    joinedMs: earliest(participant.joinedMs, active ? (profile?.joinedAtMs ?? null) : null),
    left: name === 'participant_left' ? strongest(participant.left, end) : participant.left,
    abort: name === 'participant_connection_aborted' ? strongest(participant.abort, end) : participant.abort,
    gone: name === 'participant_gone' ? strongest(participant.gone, inferredEnd(event, at)) : participant.gone,
    lastSignMs: latest(participant.lastSignMs, active ? at : null),
    lastSignReceivedMs: latest(participant.lastSignReceivedMs, LIVING.has(name) ? event.receivedAtMs : null),
    lastEventMs: latest(participant.lastEventMs, isSynthetic(name) ? null : at),
  };
}

function placeOf(
  { placeKey, sessionSid }: ParticipantRecord,
  event: DomainEvent,
  name: FoldedEvent,
  roomSid: string | null,
): Pick<ParticipantRecord, 'placeKey' | 'sessionSid'> {
  if (roomSid === null) return { placeKey, sessionSid };
  const key = [Number(NAMES_ITS_ROOM.has(name)), event.createdAtMs, event.receivedAtMs, event.id];
  return placeKey !== null && !outranks(key, placeKey)
    ? { placeKey, sessionSid }
    : { placeKey: key, sessionSid: roomSid };
}

export const kindOf = (participant: ParticipantRecord): string | null => participant.profile?.kind ?? null;
const isHidden = (participant: ParticipantRecord): boolean => participant.profile?.hidden ?? false;

/** The kind it is counted as; null if it is hidden or its kind is unknown. */
export const countedKindOf = (participant: ParticipantRecord): string | null =>
  isHidden(participant) ? null : kindOf(participant);

/**
 * The observed leave, or null. The abort of a connection that was active counts, unless it was active later. Times are
 * compared by the second, since nothing finer is certain.
 */
const observedLeave = ({ left, abort, everActive, lastSignMs }: ParticipantRecord): ObservedEnd | null => {
  if (left !== null || abort === null || !everActive) return left;
  return lastSignMs !== null && secondOf(lastSignMs) > abort.atMs ? null : abort;
};

/** Its own end: an observed leave is final; an inferred one is void once a sign of life is later. */
export function ownEnd(participant: ParticipantRecord): ParticipantEnd | null {
  const notBeforeJoin = (atMs: number): number => Math.max(atMs, participant.joinedMs ?? atMs);
  const leave = observedLeave(participant);
  if (leave) return { atMs: notBeforeJoin(leave.atMs), estimated: false, reason: leave.reason };
  if (!stands(participant.gone, participant)) return null;
  return { atMs: notBeforeJoin(participant.gone.atMs), estimated: true, reason: null };
}

export const isOpen = (participant: ParticipantRecord): boolean =>
  participant.everActive && ownEnd(participant) === null;

export const isAborted = (participant: ParticipantRecord): boolean =>
  !participant.everActive && participant.abort !== null;

/** Whether it adds its identity to the session's `identities`. */
export const isEverPresentPerson = (participant: ParticipantRecord): boolean =>
  participant.everActive && participant.identity !== null && isPerson(countedKindOf(participant));

/** Its contribution to its session, except for `identities`, which depends on its siblings. */
export function contributionOf(participant: ParticipantRecord): Partial<Sums> {
  const open = isOpen(participant);
  const kind = countedKindOf(participant);
  return {
    participants: Number(open),
    people: Number(open && isPerson(kind)),
    agents: Number(open && kind === 'AGENT'),
    tracks: open ? participant.openTracks : 0,
    joins: Number(participant.everActive),
    aborted: Number(isAborted(participant)),
    aborts: Number(observedLeave(participant) !== null && participant.left === null),
    gone: Number(participant.everActive && !observedLeave(participant) && !open),
  };
}

/** The extremes that connections contribute to a session. Each only grows while its connection stays in the session. */
export interface InsideTimes {
  readonly firstJoinedMs: number | null;
  /** Latest observed leave, in ms. */
  readonly lastLeftMs: number | null;
  /**
   * Latest abort of an active connection, and latest inferred end, in ms. Each applies only while it is the end of at
   * least one connection (`sums`).
   */
  readonly lastAbortMs: number | null;
  readonly lastGoneMs: number | null;
  /** Latest sign of life of a connection, in ms. Kept here since events of a connection need not name a room. */
  readonly insideSignMs: number | null;
  readonly insideSignReceivedMs: number | null;
  readonly insideEventMs: number | null;
}

export const NO_PARTICIPANTS: InsideTimes = {
  firstJoinedMs: null,
  lastLeftMs: null,
  lastAbortMs: null,
  lastGoneMs: null,
  insideSignMs: null,
  insideSignReceivedMs: null,
  insideEventMs: null,
};

export const insideTimes = (times: InsideTimes, one: ParticipantRecord): InsideTimes => ({
  firstJoinedMs: earliest(times.firstJoinedMs, one.joinedMs),
  lastLeftMs: latest(times.lastLeftMs, one.left?.atMs ?? null),
  lastAbortMs: latest(times.lastAbortMs, one.everActive ? (one.abort?.atMs ?? null) : null),
  lastGoneMs: latest(times.lastGoneMs, one.gone?.atMs ?? null),
  insideSignMs: latest(times.insideSignMs, one.lastSignMs),
  insideSignReceivedMs: latest(times.insideSignReceivedMs, one.lastSignReceivedMs),
  insideEventMs: latest(times.insideEventMs, one.lastEventMs),
});
