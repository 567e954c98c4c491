/**
 * Queries one LiveKit server for its rooms and their participants. Participants are listed by the name of their room,
 * so the rooms are listed again at the end: the participants belong to the sid that had the name before and after. If
 * two rooms of one name exist at once (on several nodes), it is not known in which of them they are.
 */
import { LiveKitApiError, type ListedParticipant, type ListedRoom, type RoomService } from '@livekit-dashboard/livekit';
import { sharedNames } from './compare';
import type { LiveRoom } from './live-room';

export interface Listing {
  readonly rooms: readonly LiveRoom[];
  /** Sids listed at the start or at the end only. */
  readonly inFlux: ReadonlySet<string>;
  /** Rooms whose participants are not known. */
  readonly notAsked: number;
}

export interface Asking {
  readonly signal: AbortSignal;
  /** After this (ms by `performance.now()`) no further rooms are queried. */
  readonly untilMs: number;
}

/** Few at a time, so that webhooks do not wait behind them. */
const AT_ONCE = 4;

/** Rejects with `LiveKitApiError` if LiveKit does not list its rooms at the start and at the end. */
export async function listEverything(livekit: RoomService, { signal, untilMs }: Asking): Promise<Listing> {
  const before = await livekit.listRooms(signal);
  const participants = await whoIsIn(livekit, inTurn(before.flatMap(({ room }) => room.name ?? [])), {
    signal,
    untilMs,
  });
  const after = await livekit.listRooms(signal);
  const [early, late] = [sidsOf(before), sidsOf(after)];
  const shared = sharedNames(after);
  const whoIn = ({ room: { name } }: ListedRoom): readonly ListedParticipant[] | null =>
    name === null || shared.has(name) ? null : (participants.get(name) ?? null);
  const rooms = after.filter(({ room }) => early.has(room.sid)).map((one) => ({ ...one, participants: whoIn(one) }));
  return {
    rooms,
    inFlux: new Set([...early, ...late].filter((sid) => early.has(sid) !== late.has(sid))),
    notAsked: rooms.filter((one) => one.participants === null).length,
  };
}

const sidsOf = (rooms: readonly ListedRoom[]): ReadonlySet<string> => new Set(rooms.map(({ room }) => room.sid));

/** Begins with another room each time, so that every room is queried even if the time is never enough for all. */
function inTurn(names: readonly string[]): string[] {
  const first = Math.floor(Math.random() * names.length);
  return [...names.slice(first), ...names.slice(0, first)];
}

async function whoIsIn(
  livekit: RoomService,
  names: readonly string[],
  { signal, untilMs }: Asking,
): Promise<ReadonlyMap<string, ListedParticipant[]>> {
  const found = new Map<string, ListedParticipant[]>();
  const rest = names.values();
  let silent = false;
  const ask = async (): Promise<void> => {
    for (const name of rest) {
      if (silent || performance.now() >= untilMs) return;
      try {
        const listed = await livekit.listParticipants(name, signal);
        // LiveKit lists the room but does not know it: its participants are not known.
        if (listed !== null) found.set(name, listed);
      } catch (error) {
        if (!(error instanceof LiveKitApiError)) throw error;
        // The error may concern one room only, but a server that does not answer is not queried two thousand times.
        silent ||= error.kind !== 'other';
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return found;
}
