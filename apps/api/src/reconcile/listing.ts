/**
 * Asks one LiveKit server for all of its rooms and who is in them. Participants are listed by the name of their room, so the rooms
 * are asked for again at the end: the participants belong to the sid that had the name before and after. Where two rooms of one name
 * live at once (on several nodes) it is not known in which of them they are.
 */
import { LiveKitApiError, type ListedParticipant, type ListedRoom, type RoomService } from '@livekit-dashboard/livekit';
import { sharedNames } from './compare';
import type { LiveRoom } from './live-room';

export interface Listing {
  readonly rooms: readonly LiveRoom[];
  /** Sids listed at the start or at the end only. */
  readonly inFlux: ReadonlySet<string>;
  /** Rooms of which it is not known who is in them. */
  readonly notAsked: number;
}

export interface Asking {
  readonly signal: AbortSignal;
  /** After this (ms of `performance.now()`) no more rooms are asked. */
  readonly untilMs: number;
}

/** Few, so that webhooks are not kept waiting behind them. */
const AT_ONCE = 4;

/** Rejects with `LiveKitApiError` if LiveKit does not tell its rooms, at the start and at the end. */
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

/** Another one first each time, so that of more rooms than there is time for each has its turn. */
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
        // A room that is listed, and that LiveKit does not know: who is in it is not said.
        if (listed !== null) found.set(name, listed);
      } catch (error) {
        if (!(error instanceof LiveKitApiError)) throw error;
        // The error may concern one room only; a server that does not answer is not asked two thousand times.
        silent ||= error.kind !== 'other';
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return found;
}
