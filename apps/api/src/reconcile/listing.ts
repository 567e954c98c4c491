/**
 * Asks one LiveKit server for all of its rooms and who is in them. The rooms are asked for again at the end: a name has one live
 * room at a time, so participants that were listed by name belong to the sid that was there before and after.
 */
import { LiveKitApiError, type ListedParticipant, type ListedRoom, type RoomService } from '@livekit-dashboard/livekit';
import type { LiveRoom } from './compare';

export interface Listing {
  readonly rooms: readonly LiveRoom[];
  /** Sids listed at the start or at the end only. */
  readonly inFlux: ReadonlySet<string>;
  /** Rooms of which it is not known who is in them. */
  readonly notAsked: number;
}

export interface Asking {
  readonly signal: AbortSignal;
  /** After this no more rooms are asked. */
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
  const rooms = after
    .filter(({ room }) => early.has(room.sid))
    .map((one) => ({ ...one, participants: participants.get(one.room.name ?? '') ?? null }));
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
      if (silent || Date.now() >= untilMs) return;
      try {
        found.set(name, await livekit.listParticipants(name, signal));
      } catch (error) {
        if (!(error instanceof LiveKitApiError)) throw error;
        // One room may be at fault; a server that does not answer is not asked two thousand times.
        silent ||= error.fault !== 'other';
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return found;
}
