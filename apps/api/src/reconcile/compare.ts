/**
 * Compares LiveKit's list with what is stored. The result: findings, which bring the stored rows in line with the list,
 * and what the list does not contain, about which `absence.ts` decides. Pure.
 *
 * Invariants: only differences are findings, and a sign of life shortly before a timeout, so a quiet server causes no
 * events. A row that an event touched after the request began (`streamOffset` above `head`) is neither missing nor
 * changed by the answer, whatever the clocks say; only values that are not known at all are taken from it. An observed
 * end is final. A participant that is joining or leaving counts as neither present nor absent.
 */
import type { ListedParticipant, ListedRoom, ListedTrack } from '@livekit-dashboard/livekit';
import { SILENCE_MS, trackKey } from '@livekit-dashboard/domain';
import { createHash } from 'node:crypto';
import type { Held, HeldParticipant, HeldSession, HeldTrack } from '../store/reconcile/held.repository';
import { goneParticipantKey, goneSessionKey, type Missing } from './absence';
import type { LiveRoom } from './live-room';
import { NO_PHANTOMS, type Phantoms } from './phantoms';
import { partialRoom, trackOf, type Finding } from './synthetic-event';

export interface Comparison {
  /** T, the start of the request. */
  readonly atMs: number;
  /** Offset of the last event stored before the request. */
  readonly head: number;
  readonly rooms: readonly LiveRoom[];
  /** Sids that were listed during a part of the request only: they prove nothing. */
  readonly inFlux: ReadonlySet<string>;
  readonly held: Held;
  /** Which of the listed participants exist; left out: all of them. */
  readonly phantoms?: Phantoms;
  /** A participant with a webhook within this, in ms, who is not listed proves that the list of the room lags. */
  readonly quietMs: number;
}

export interface Compared {
  /** What LiveKit lists and is stored differently, or not at all. */
  readonly found: readonly Finding[];
  /** What is stored as open and not listed. */
  readonly missing: readonly Missing[];
  /** Sids of rooms whose participants are not known, or that were listed during a part of the request only. */
  readonly undecided: ReadonlySet<string>;
}

/** An attribute that agents change with every sentence. */
const VOLATILE = 'lk.agent.state';
const NOT_LISTED = { reason: 'LiveKit does not list it any more' };

export function compare({ atMs, head, rooms, inFlux, held, quietMs, phantoms = NO_PHANTOMS }: Comparison): Compared {
  const fenced = (row: { readonly streamOffset: number }): boolean => row.streamOffset > head;
  const sessions = bySid(held.sessions);
  const listed = new Set(rooms.map(({ room }) => room.sid));
  const shared = sharedNames(rooms);
  const haunted = new Map(rooms.map((one) => [one.room.sid, hauntingOf(one, phantoms)]));
  const gone = held.sessions.filter(
    (row) =>
      row.state === 'active' &&
      (!listed.has(row.sid) || haunted.get(row.sid) === 'phantom') &&
      !inFlux.has(row.sid) &&
      !fenced(row),
  );
  const live = rooms.filter(({ room }) => haunted.get(room.sid) === null && isLive(sessions.get(room.sid), shared));
  const unclear = rooms.flatMap(({ room: { sid } }) => (haunted.get(sid) === 'unclear' ? [sid] : []));
  const children = new Children(held, fenced, atMs - quietMs, phantoms);
  const inRooms = live.map((one) => children.compare(one));
  return {
    found: [
      ...live.filter((one) => isNews(one, sessions.get(one.room.sid), atMs, fenced)).map(sessionListed),
      ...inRooms.flatMap(({ found }) => found),
    ],
    missing: [...inRooms.flatMap(({ missing }) => missing), ...gone.map(missingSession)],
    undecided: new Set([...inFlux, ...unclear, ...inRooms.flatMap(({ undecided }) => [...undecided])]),
  };
}

/** Names that several of these rooms have. */
export function sharedNames(rooms: readonly ListedRoom[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(
    rooms.flatMap(({ room: { name } }) => (name !== null && seen.size === seen.add(name).size ? [name] : [])),
  );
}

/** No listed participant exists (`phantom`), or possibly none does (`unclear`). */
function hauntingOf({ participants }: LiveRoom, { unserved, unclear }: Phantoms): 'phantom' | 'unclear' | null {
  if (participants === null || participants.length === 0) return null;
  const sids = participants.map(({ participant }) => participant.sid);
  if (sids.every((sid) => unserved.has(sid))) return 'phantom';
  return sids.every((sid) => unserved.has(sid) || unclear.has(sid)) ? 'unclear' : null;
}

const missingSession = ({ sid, name, streamOffset, webhookMs }: HeldSession): Missing => ({
  finding: { event: 'session_gone', room: partialRoom(sid, name), payload: NOT_LISTED },
  key: goneSessionKey(sid),
  scope: sid,
  streamOffset,
  webhookMs,
});

type Fenced = (row: { readonly streamOffset: number }) => boolean;

const bySid = <R extends { readonly sid: string }>(rows: readonly R[]): ReadonlyMap<string, R> =>
  new Map(rows.map((row) => [row.sid, row]));

const sessionListed = ({ room, payload }: ListedRoom): Finding => ({
  event: 'session_listed',
  room,
  payload: { room: payload() },
});

/**
 * LiveKit lists a finished room for a short time after it reported its end, and a superseded one while the list lags.
 * But if two rooms of one name are listed, both are alive.
 */
const isLive = (held: HeldSession | undefined, shared: ReadonlySet<string>): boolean =>
  held?.endReason !== 'finished' && (held?.endReason !== 'superseded' || shared.has(held.name ?? ''));

function isNews(
  { room, participants }: LiveRoom,
  held: HeldSession | undefined,
  atMs: number,
  fenced: Fenced,
): boolean {
  if (!held || (held.name === null && room.name !== null)) return true;
  if (held.startedMs === null && room.creationTimeMs !== null) return true;
  if (fenced(held)) return false;
  if (held.state === 'ended' || held.metadataHash !== hashOf(room.metadata)) return true;
  const occupied = participants === null ? held.participants > 0 : participants.some(({ active }) => active);
  const limitMs = occupied ? SILENCE_MS.occupied : SILENCE_MS.empty;
  return atMs - (held.lastSignMs ?? 0) > limitMs / 2;
}

/** Who and what is in the rooms. */
class Children {
  private readonly participants: ReadonlyMap<string, HeldParticipant>;
  private readonly tracks: ReadonlyMap<string, HeldTrack>;
  private readonly openTracks: ReadonlyMap<string, readonly HeldTrack[]>;
  private readonly openParticipants: ReadonlyMap<string, readonly HeldParticipant[]>;

  constructor(
    held: Held,
    private readonly fenced: Fenced,
    private readonly latelyMs: number,
    private readonly phantoms: Phantoms,
  ) {
    this.participants = bySid(held.participants);
    this.tracks = new Map(held.tracks.map((row) => [trackKey(row.participantSid, row.sid), row]));
    this.openTracks = Map.groupBy(held.tracks.filter(isOpen), ({ participantSid }) => participantSid);
    this.openParticipants = Map.groupBy(held.participants.filter(isOpen), ({ sessionSid }) => sessionSid);
  }

  compare({ room: { sid, name }, participants: listed }: LiveRoom): Compared {
    if (listed === null) return { ...NOTHING, undecided: new Set([sid]) };
    const room = partialRoom(sid, name);
    const { unserved, unclear } = this.phantoms;
    const served = listed.filter(({ participant }) => !unserved.has(participant.sid));
    const inside = served
      .filter(({ active, participant }) => active && !unclear.has(participant.sid))
      .map((one) => this.ofParticipant(one, room));
    const found = inside.flatMap((one) => one.found);
    const present = new Set(served.map(({ participant }) => participant.sid));
    const open = this.openParticipants.get(sid) ?? [];
    if (this.lags(open, present)) return { found, missing: [], undecided: new Set([sid]) };
    const gone = open.filter((row) => !present.has(row.sid) && !this.fenced(row));
    return {
      found,
      missing: [...inside.flatMap(({ missing }) => missing), ...gone.map((row) => missingParticipant(row, room))],
      undecided: new Set(
        served.flatMap(({ participant: { sid: who } }) => (unclear.has(who) ? [goneParticipantKey(who)] : [])),
      ),
    };
  }

  /** Recent webhooks reported participants in the room, and the list contains none of them. */
  private lags(open: readonly HeldParticipant[], present: ReadonlySet<string>): boolean {
    const lately = open.filter(({ webhookMs }) => webhookMs !== null && webhookMs > this.latelyMs);
    return lately.length > 0 && !lately.some(({ sid }) => present.has(sid));
  }

  private ofParticipant(listed: ListedParticipant, room: Finding['room']): Pick<Compared, 'found' | 'missing'> {
    const held = this.participants.get(listed.participant.sid);
    // It was seen leaving: the list is older than that.
    if (held?.state === 'left' && !held.leftEstimated) return NOTHING;
    const { sid, identity } = listed.participant;
    const participant = { sid, identity, profile: null };
    const about = { participant: { sid, identity } };
    const present = new Set(listed.tracks.map(({ track }) => track.sid));
    const open = listed.tracksListed ? (this.openTracks.get(sid) ?? []) : [];
    const gone = open.filter((row) => !present.has(row.sid) && !this.fenced(row));
    return {
      found: [
        ...(this.isNewsOf(listed, held) ? [participantListed(listed, room)] : []),
        ...listed.tracks
          .filter((one) => this.isNewTrack(sid, one))
          .map(({ track, payload }) => ({
            event: 'track_listed' as const,
            room,
            participant,
            track,
            payload: { ...about, track: payload() },
          })),
      ],
      missing: gone.map(({ sid: trackSid, sessionSid, streamOffset, webhookMs }) => ({
        finding: {
          event: 'track_gone',
          room,
          participant,
          track: trackOf(trackSid),
          payload: { ...about, track: { sid: trackSid }, ...NOT_LISTED },
        },
        key: `track_gone:${sid}:${trackSid}`,
        scope: sessionSid,
        streamOffset,
        webhookMs,
      })),
    };
  }

  private isNewsOf({ participant }: ListedParticipant, held: HeldParticipant | undefined): boolean {
    if (held?.version === undefined || held.version === null) return true;
    if (this.fenced(held)) return false;
    const endedByItself = held.state === 'aborted' || (!held.open && held.leftEstimated);
    return endedByItself || isChanged(participant.profile, held, held.version);
  }

  private isNewTrack(participantSid: string, { track }: ListedTrack): boolean {
    const held = this.tracks.get(trackKey(participantSid, track.sid));
    if (held === undefined || held.type === null) return true;
    return !held.open && held.endEstimated && !this.fenced(held);
  }
}

const NOTHING: Compared = { found: [], missing: [], undecided: new Set() };

const isOpen = ({ open }: { readonly open: boolean }): boolean => open;

const missingParticipant = (
  { sid, identity, sessionSid, streamOffset, webhookMs }: HeldParticipant,
  room: Finding['room'],
): Missing => ({
  finding: {
    event: 'participant_gone',
    room,
    participant: { sid, identity, profile: null },
    payload: { participant: { sid, identity }, ...NOT_LISTED },
  },
  key: goneParticipantKey(sid),
  scope: sessionSid,
  streamOffset,
  webhookMs,
});

const participantListed = ({ participant, payload }: ListedParticipant, room: Finding['room']): Finding => ({
  event: 'participant_listed',
  room,
  participant,
  payload: { participant: payload() },
});

/** LiveKit's list shows a changed name, metadata or attribute only by a version, which a mute raises too. */
function isChanged(
  profile: ListedParticipant['participant']['profile'],
  held: HeldParticipant,
  version: number,
): boolean {
  if (profile === null || profile.version < version || held.erased) return false;
  return (
    profile.name !== (held.name ?? '') ||
    profile.kind !== held.kind ||
    hashOf(profile.metadata) !== (held.metadataHash ?? hashOf('')) ||
    lasting(profile.attributes) !== lasting(held.attributes)
  );
}

const lasting = (attributes: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.entries(attributes)
      .filter(([name]) => name !== VOLATILE)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const hashOf = (text: string | null): string =>
  createHash('sha256')
    .update(text ?? '')
    .digest('hex');
