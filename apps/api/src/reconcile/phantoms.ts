/**
 * Participants that LiveKit lists although no node serves them. With Redis, LiveKit never stops listing the
 * participants and rooms of a node that died. So participants without a recent webhook are queried at their own node.
 * For a phantom no node answers, and it counts as absent. A node can be too busy to answer, so this must be found twice
 * as well (`absence.ts`).
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
  /** They had ended or were absent before and were not queried now: neither present nor absent. */
  readonly unclear: ReadonlySet<string>;
}

export const NO_PHANTOMS: Phantoms = { unserved: new Set(), unclear: new Set() };

export interface Suspect {
  readonly sid: string;
  readonly identity: string;
  readonly roomName: string;
  /** It had ended or was absent before, so without an answer it does not count as present. */
  readonly doubted: boolean;
  /** Its room had ended: one of its participants is enough to find out whether the room exists. */
  readonly inEnded: boolean;
}

/** Maximum number of queries in a pass; the next pass begins with others. */
const MOST = 100;
/** Few: a node that does not answer takes 3 s. */
const AT_ONCE = 8;

export interface Suspicion {
  readonly rooms: readonly LiveRoom[];
  readonly held: Held;
  readonly absent: Readonly<Record<string, Absence>>;
  /** A participant with a webhook after this (ms) is present. */
  readonly latelyMs: number;
}

/** Participants that may be phantoms, the doubtful ones first. A participant that is not known yet is not doubted. */
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

/** Queries them until `untilMs` (by `performance.now()`). */
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
