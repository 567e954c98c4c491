/**
 * What LiveKit lists against what we hold: the findings that make the second say the first. Pure.
 *
 * Invariants: only differences are found, and a sign of life where a timeout would come near, so a quiet server makes no events.
 * The fence: a row that an event touched after the request began (`streamOffset` above `head`) is never ended nor changed by its
 * answer, whatever the clocks say; only what is not known at all is taken from it. What was observed to have ended stays so.
 * Who is on the way in or out is neither there nor gone.
 */
import type { ListedParticipant, ListedRoom, ListedTrack } from '@livekit-dashboard/livekit';
import { SILENCE_MS } from '@livekit-dashboard/domain';
import { createHash } from 'node:crypto';
import type { Held, HeldParticipant, HeldSession, HeldTrack } from '../store/repositories/held.repository';
import { partialRoom, trackOf, type Finding } from './synthetic-event';

export interface LiveRoom extends ListedRoom {
  /** Null: not asked, or not answered. */
  readonly participants: readonly ListedParticipant[] | null;
}

export interface Comparison {
  /** T, the start of the request. */
  readonly atMs: number;
  /** Offset of the last event stored before the request. */
  readonly head: number;
  readonly rooms: readonly LiveRoom[];
  /** Sids that were listed at some time while we asked, but not all the time: they prove nothing. */
  readonly inFlux: ReadonlySet<string>;
  readonly held: Held;
}

/** An attribute that agents change with every sentence. */
const VOLATILE = 'lk.agent.state';
const NOT_LISTED = { reason: 'LiveKit does not list it any more' };

export function compare({ atMs, head, rooms, inFlux, held }: Comparison): Finding[] {
  const fenced = (row: { readonly streamOffset: number }): boolean => row.streamOffset > head;
  const sessions = bySid(held.sessions);
  const listed = new Set(rooms.map(({ room }) => room.sid));
  const gone = held.sessions.filter(
    (row) => row.state === 'active' && !listed.has(row.sid) && !inFlux.has(row.sid) && !fenced(row),
  );
  const live = rooms.filter(({ room }) => isLive(sessions.get(room.sid)));
  return [
    ...live.filter((one) => isNews(one, sessions.get(one.room.sid), atMs, fenced)).map(sessionListed),
    ...new Children(held, fenced).compare(live),
    ...gone.map((row) => ({
      event: 'session_gone' as const,
      room: partialRoom(row.sid, row.name),
      payload: NOT_LISTED,
    })),
  ];
}

type Fenced = (row: { readonly streamOffset: number }) => boolean;

const bySid = <R extends { readonly sid: string }>(rows: readonly R[]): ReadonlyMap<string, R> =>
  new Map(rows.map((row) => [row.sid, row]));

const sessionListed = ({ room, payload }: ListedRoom): Finding => ({
  event: 'session_listed',
  room,
  payload: { room: payload() },
});

/** LiveKit forgets a finished room a moment after it told of its end; and a superseded one is none of the present. */
const isLive = (held: HeldSession | undefined): boolean =>
  held?.endReason !== 'finished' && held?.endReason !== 'superseded';

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
  ) {
    this.participants = bySid(held.participants);
    this.tracks = bySid(held.tracks);
    this.openTracks = Map.groupBy(held.tracks.filter(isOpen), ({ participantSid }) => participantSid);
    this.openParticipants = Map.groupBy(held.participants.filter(isOpen), ({ sessionSid }) => sessionSid);
  }

  compare(rooms: readonly LiveRoom[]): Finding[] {
    return rooms.flatMap((one) => (one.participants === null ? [] : this.inRoom(one, one.participants)));
  }

  private inRoom({ room: { sid, name } }: LiveRoom, listed: readonly ListedParticipant[]): Finding[] {
    const room = partialRoom(sid, name);
    const present = new Set(listed.map(({ participant }) => participant.sid));
    const gone = (this.openParticipants.get(sid) ?? []).filter((row) => !present.has(row.sid) && !this.fenced(row));
    return [
      ...listed
        .filter(({ active }) => active)
        .flatMap((one) => this.ofParticipant(one).map((found) => ({ room, ...found }))),
      ...gone.map((row) => ({
        event: 'participant_gone' as const,
        room,
        participant: { sid: row.sid, identity: row.identity, profile: null },
        payload: { participant: { sid: row.sid, identity: row.identity }, ...NOT_LISTED },
      })),
    ];
  }

  private ofParticipant(listed: ListedParticipant): Omit<Finding, 'room'>[] {
    const held = this.participants.get(listed.participant.sid);
    // It was seen leaving: the list is older than that.
    if (held?.state === 'left' && !held.leftEstimated) return [];
    const { sid, identity } = listed.participant;
    const participant = { sid, identity, profile: null };
    const about = { participant: { sid, identity } };
    const present = new Set(listed.tracks.map(({ track }) => track.sid));
    const gone = (this.openTracks.get(sid) ?? []).filter((row) => !present.has(row.sid) && !this.fenced(row));
    return [
      ...(this.isNewsOf(listed, held) ? [participantListed(listed)] : []),
      ...listed.tracks
        .filter((one) => this.isNewTrack(one))
        .map(({ track, payload }) => ({
          event: 'track_listed' as const,
          participant,
          track,
          payload: { ...about, track: payload() },
        })),
      ...gone.map((row) => ({
        event: 'track_gone' as const,
        participant,
        track: trackOf(row.sid),
        payload: { ...about, track: { sid: row.sid }, ...NOT_LISTED },
      })),
    ];
  }

  private isNewsOf({ participant }: ListedParticipant, held: HeldParticipant | undefined): boolean {
    if (held?.version === undefined || held.version === null) return true;
    if (this.fenced(held)) return false;
    const endedByItself = held.state === 'aborted' || (!held.open && held.leftEstimated);
    return endedByItself || isChanged(participant.profile, held, held.version);
  }

  private isNewTrack({ track }: ListedTrack): boolean {
    const held = this.tracks.get(track.sid);
    if (held === undefined || held.type === null) return true;
    return !held.open && held.endEstimated && !this.fenced(held);
  }
}

const isOpen = ({ open }: { readonly open: boolean }): boolean => open;

const participantListed = ({ participant, payload }: ListedParticipant): Omit<Finding, 'room'> => ({
  event: 'participant_listed',
  participant,
  payload: { participant: payload() },
});

/** LiveKit tells of a changed name, metadata or attribute by a version only, which a mute raises too. */
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
