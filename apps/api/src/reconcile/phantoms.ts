/**
 * Participants whom LiveKit lists and no node serves. With Redis, LiveKit lists the participants and rooms of a node that died for ever.
 * So participants without a recent webhook are queried at their own node: no node answers for a phantom, which then counts as absent. A
 * node may be too busy to answer, so this too must be found twice (`absence.ts`).
 */
import { LiveKitApiError, type RoomService } from '@livekit-dashboard/livekit';
import type { Held, HeldParticipant } from '../store/reconcile/held.repository';
import { goneParticipantKey, goneSessionKey } from './absence';
import type { LiveRoom } from './live-room';
import type { Absence } from './memory';

/** Sids of participants that are listed. */
export interface Phantoms {
  /** No node answered for them. */
  readonly unserved: ReadonlySet<string>;
  /** They were ended or absent before and were not asked for now: neither there nor absent. */
  readonly unclear: ReadonlySet<string>;
}

export const NO_PHANTOMS: Phantoms = { unserved: new Set(), unclear: new Set() };

export interface Suspect {
  readonly sid: string;
  readonly identity: string;
  readonly roomName: string;
  /** It was ended or absent before, so without an answer it is not believed to be there. */
  readonly doubted: boolean;
  /** Its room was ended: one of those in it is enough to know whether the room is there. */
  readonly inEnded: boolean;
}

/** Asked for in one pass; the next one begins with other ones. */
const MOST = 100;
/** Few: a node that does not answer takes 3 s. */
const AT_ONCE = 8;

export interface Suspicion {
  readonly rooms: readonly LiveRoom[];
  readonly held: Held;
  readonly absent: Readonly<Record<string, Absence>>;
  /** A participant with a webhook after this (ms) is there. */
  readonly latelyMs: number;
}

/** Who may be a phantom, the doubted ones first. Who is not known yet is believed. */
export function suspects({ rooms, held, absent, latelyMs }: Suspicion): Suspect[] {
  const known = new Map(held.participants.map((row) => [row.sid, row]));
  const ended = new Set(held.sessions.filter(({ state }) => state === 'ended').map(({ sid }) => sid));
  const quiet = (row: HeldParticipant): boolean => row.webhookMs === null || row.webhookMs <= latelyMs;
  const all = rooms.flatMap(({ room, participants }) => {
    const roomName = room.name;
    if (roomName === null) return [];
    return (participants ?? []).flatMap(({ participant: { sid, identity } }): Suspect[] => {
      const row = known.get(sid);
      if (row === undefined || identity === null || !quiet(row)) return [];
      if (row.state === 'left' && !row.leftEstimated) return [];
      const away = row.state === 'left' || ended.has(room.sid);
      const doubted = away || goneParticipantKey(sid) in absent || goneSessionKey(room.sid) in absent;
      return [{ sid, identity, roomName, doubted, inEnded: ended.has(room.sid) }];
    });
  });
  return [...all.filter(({ doubted }) => doubted), ...inTurn(all.filter(({ doubted }) => !doubted))];
}

/** Asks for them until `untilMs` (of `performance.now()`). */
export async function findPhantoms(
  livekit: RoomService,
  all: readonly Suspect[],
  { signal, untilMs }: { readonly signal: AbortSignal; readonly untilMs: number },
): Promise<Phantoms> {
  const unserved = new Set<string>();
  const unclear = new Set(all.filter(({ doubted }) => doubted).map(({ sid }) => sid));
  const rooms = new Set<string>();
  const isFirstOf = ({ roomName }: Suspect): boolean => rooms.size < rooms.add(roomName).size;
  const rest = all
    .filter((one) => !one.inEnded || isFirstOf(one))
    .slice(0, MOST)
    .values();
  let silent = false;
  const ask = async (): Promise<void> => {
    for (const { sid, roomName, identity } of rest) {
      if (silent || performance.now() >= untilMs) return;
      try {
        if (!(await livekit.isServed(roomName, identity, signal))) unserved.add(sid);
        unclear.delete(sid);
      } catch (error) {
        if (!(error instanceof LiveKitApiError)) throw error;
        silent = true;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return { unserved, unclear };
}

function inTurn<T>(all: readonly T[]): T[] {
  const first = Math.floor(Math.random() * all.length);
  return [...all.slice(first), ...all.slice(0, first)];
}
