/**
 * A generated month of two servers, as it truly was: rooms, connections, egresses. `webhooks.ts` is what LiveKit would post of it, and
 * `recount.ts` what the numbers of it are. Times are those that webhooks can carry: a leave and the end of a room are of a whole second,
 * and count at the last millisecond of it.
 *
 * In it: several tenants, named by rooms, by people in either way, by both and by none; agents, SIP calls, people who are hidden or
 * were; people who join again before and after they have left; joins that fail; leaves and ends of egresses that are lost; sessions
 * across the midnights of three zones and the change of clocks in one. Both servers have the same sids.
 */
import type { Raw } from '@livekit-dashboard/domain/testing';
import { chance } from '../chance';

export const NOW = Date.UTC(2025, 10, 18, 15, 37, 12, 345);
const FIRST = Date.UTC(2025, 9, 20);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Clocks in Los Angeles go back from 02:00 to 01:00. */
const CLOCKS_GO_BACK = Date.UTC(2025, 10, 2, 9);
/** Midnights of Kathmandu, UTC, and Los Angeles in summer and winter, in ms after that of UTC. */
const MIDNIGHTS = [18.25, 24, 7, 8].map((hours) => hours * HOUR_MS);

export const SOURCES = ['eu', 'us'] as const;
export const TENANT_KEY = 'customer.id';

export interface Room {
  readonly source: string;
  readonly sid: string;
  readonly name: string;
  /** That its metadata names. */
  readonly tenant: string | null;
  readonly startedMs: number;
  /** Null: it is open. */
  readonly endedMs: number | null;
}

export interface Connection {
  readonly sid: string;
  readonly room: Room;
  readonly identity: string;
  readonly kind: 'STANDARD' | 'SIP' | 'AGENT' | 'CONNECTOR' | 'EGRESS';
  readonly hidden: boolean;
  readonly agentName: string | null;
  /** That the participant names. */
  readonly tenant: string | null;
  readonly tenantIn: 'metadata' | 'attributes';
  readonly joinedMs: number;
  /** Null: still in. */
  readonly leftMs: number | null;
  readonly reason: string;
  /** Its leave is lost: it ended with the room. */
  readonly leaveLost: boolean;
  /** It was never in, and was given up at `leftMs`. */
  readonly gaveUp: boolean;
}

export interface Job {
  readonly id: string;
  readonly source: string;
  readonly room: Room | null;
  readonly what: Extract<Raw['what'], `${string}egress`>;
  readonly startedMs: number;
  /** Null: no end was reported. */
  readonly endedMs: number | null;
  readonly failed: boolean;
}

export interface Month {
  readonly rooms: readonly Room[];
  readonly connections: readonly Connection[];
  readonly jobs: readonly Job[];
}

const ROOM_NAMES = ['support', 'daily standup', '=SUM(A1)', 'Über "uns", ja', 'town/hall'];
/** Whose people they are, where they say so. */
const PEOPLE: Readonly<Record<string, string | null>> = {
  ada: 'acme',
  ben: 'acme',
  'carol@example.com': 'globex',
  dana: 'globex',
  '-eve': null,
  frank: null,
  'grace, ann': null,
};
const REASONS = ['CLIENT_INITIATED', 'CLIENT_INITIATED', 'CONNECTION_TIMEOUT', 'SIGNAL_CLOSE'];
const JOBS = ['video_egress', 'audio_egress', 'track_egress'] as const;

/** The last millisecond of a second is when what was reported of it happened. */
const endOfSecond = (ms: number): number => Math.floor(ms / 1000) * 1000 + 999;

const placeOf = ({ room }: Connection): Room => room;
/** The servers count for themselves. */
const numberIn = (source: string, all: readonly { readonly source: string }[]): number =>
  all.filter((one) => one.source === source).length;

export function month(seed: number): Month {
  const random = chance(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const rooms: Room[] = [];
  const connections: Connection[] = [];
  const jobs: Job[] = [];

  for (const source of SOURCES) {
    for (const name of ROOM_NAMES) {
      for (let at = FIRST + below(2 * DAY_MS); at < NOW - HOUR_MS;) {
        const room = roomOf(source, name, at);
        at = (room.endedMs ?? NOW) + HOUR_MS + below(7 * DAY_MS);
      }
    }
    roomOf(source, 'night shift', CLOCKS_GO_BACK - 2.5 * HOUR_MS - below(HOUR_MS), 5 * HOUR_MS);
    roomOf(source, 'this morning', NOW - 9 * HOUR_MS, 4 * HOUR_MS);
    roomOf(source, 'since midnight', Date.UTC(2025, 10, 17, 23, 20, 0, 7), NOW);
    roomOf(source, 'open', NOW - 95 * MINUTE_MS, NOW);
    jobs.push(jobOf(`EG_web_${source}`, source, null, FIRST + 4 * DAY_MS, FIRST + 4 * DAY_MS + below(3 * HOUR_MS)));
  }
  return { rooms, connections, jobs };

  function roomOf(source: string, name: string, fromMs: number, lengthMs = below(below(6 * HOUR_MS)) + 20_000): Room {
    const midnight = Math.floor(fromMs / DAY_MS) * DAY_MS + pick(MIDNIGHTS);
    const startedMs = random() < 0.4 && lengthMs < HOUR_MS ? midnight - below(lengthMs) : fromMs;
    const endMs = endOfSecond(startedMs + lengthMs);
    const endedMs = endMs < NOW - 2000 ? endMs : null;
    const tenant = pick(['acme', 'globex', null, null, null]);
    const room = { source, sid: `RM_${numberIn(source, rooms)}`, name, tenant, startedMs, endedMs };
    rooms.push(room);
    for (let n = 1 + below(6); n > 0; n--) join(room);
    if (random() < 0.45) record(room);
    return room;
  }

  function join(room: Room): void {
    const kind = pick(['STANDARD', 'STANDARD', 'STANDARD', 'SIP', 'AGENT', 'AGENT', 'CONNECTOR', 'EGRESS'] as const);
    const identity = identityOf(kind);
    const hidden = identity === 'supervisor' ? random() < 0.5 : random() < 0.08;
    const agentName = kind === 'AGENT' ? pick(['scribe', 'front desk', null]) : null;
    const tenant = random() < 0.7 ? (PEOPLE[identity] ?? null) : null;
    const tenantIn = pick(['metadata', 'attributes'] as const);
    const endMs = room.endedMs ?? endOfSecond(NOW - 3000);
    const whole = { room, identity, kind, hidden, agentName, tenant, tenantIn };
    const connect = (joinedMs: number): number => {
      const stays = random() < 0.5 ? endMs - joinedMs : below(endMs - joinedMs);
      const over = Math.min(endOfSecond(joinedMs + stays), endMs);
      const isIn = room.endedMs === null && random() < 0.6;
      const leaveLost = !isIn && room.endedMs !== null && random() < 0.1;
      const leftMs = isIn ? null : leaveLost ? endMs : Math.max(over, joinedMs);
      const gaveUp = random() < 0.12;
      const end = gaveUp ? { leftMs: endOfSecond(joinedMs), leaveLost: false } : { leftMs, leaveLost };
      connections.push({
        sid: `PA_${numberIn(room.source, connections.map(placeOf))}`,
        ...whole,
        joinedMs,
        ...end,
        reason: pick(REASONS),
        gaveUp,
      });
      return end.leftMs ?? NOW;
    };
    const first = room.startedMs + below(Math.min(10 * MINUTE_MS, Math.max(1, endMs - room.startedMs - 1000)));
    const left = connect(first);
    // Again, before the old connection has left or after it.
    const again = random() < 0.5 ? left - below(5 * MINUTE_MS) : left + below(5 * MINUTE_MS);
    if (random() < 0.3 && again > first && again < endMs - 1000) connect(again);
  }

  function identityOf(kind: Connection['kind']): string {
    if (kind === 'AGENT') return `agent-AJ_${below(1e6)}`;
    if (kind === 'EGRESS') return `EG_${below(1e6)}`;
    if (kind === 'SIP') return `sip_+4930${below(20)}`;
    return random() < 0.2 ? 'supervisor' : pick(Object.keys(PEOPLE));
  }

  function record(room: Room): void {
    const endMs = room.endedMs ?? endOfSecond(NOW - 3000);
    const startedMs = room.startedMs + below(endMs - room.startedMs);
    const lost = random() < 0.2;
    jobs.push(
      jobOf(`EG_${jobs.length}`, room.source, room, startedMs, lost ? null : startedMs + below(endMs - startedMs)),
    );
  }

  function jobOf(id: string, source: string, room: Room | null, startedMs: number, endedMs: number | null): Job {
    const failed = endedMs !== null && random() < 0.3;
    return { id, source, room, what: pick(JOBS), startedMs, endedMs, failed };
  }
}
