/**
 * Which rows a batch of events needs, so that a fold over just those gives what a fold over everything would. Asked for in
 * steps, because each depends on the rows of the one before: sessions, the neighbours of their names, connections, tracks.
 */
import { ingressKey } from './egress';
import { isFolded, type DomainEvent } from './event';
import { toldRoom } from './fold';
import { isOpen } from './participant';
import { orderMs, sessionEnd } from './session';
import type { State } from './state';

export const sessionSidsOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap((event) => toldRoom(event)?.sid ?? []));

/** The sessions of `name` placed within [fromMs, toMs] are needed, and the nearest on either side. */
export interface ChainWindow {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** For every name in which a session may appear or move. Needs the sessions of `sessionSidsOf`. */
export function chainWindows(state: State, events: readonly DomainEvent[]): ChainWindow[] {
  const windows = new Map<string, ChainWindow>();
  for (const event of folded(events)) {
    const room = toldRoom(event);
    if (!room) continue;
    const known = state.sessions.get(room.sid);
    const name = known?.name ?? room.name;
    const createdMs = room.full ? (room.creationTimeMs ?? null) : null;
    const settled = known?.name && known.createdMs !== null && (createdMs === null || createdMs >= known.createdMs);
    if (!name || settled) continue;
    const places = [event.createdAtMs, ...(createdMs === null ? [] : [createdMs]), ...(known ? [orderMs(known)] : [])];
    const window = windows.get(name);
    windows.set(name, {
      name,
      fromMs: Math.min(window?.fromMs ?? Infinity, ...places),
      toMs: Math.max(window?.toMs ?? -Infinity, ...places),
    });
  }
  return [...windows.values()];
}

/**
 * Sessions whose end may appear or move, so that what is open inside is needed. Needs the sessions and the chains' windows:
 * any ended one, any that the batch ends, any of a name in which something moves.
 */
export function sessionsWithMovingEnds(state: State, events: readonly DomainEvent[]): string[] {
  const ending = new Set(
    events
      .filter(({ event }) => event === 'room_finished' || event === 'session_gone' || event === 'session_timeout')
      .flatMap((event) => toldRoom(event)?.sid ?? []),
  );
  const moving = new Set(chainWindows(state, events).map(({ name }) => name));
  return [...state.sessions.values()]
    .filter((row) => ending.has(row.sid) || sessionEnd(row) !== null || (row.name !== null && moving.has(row.name)))
    .map((row) => row.sid);
}

export const participantSidsOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap((event) => event.participant?.sid ?? []));

/** A session's connections of one identity share one place in `identities`. */
export interface IdentityInSession {
  readonly sessionSid: string;
  readonly identity: string;
}

export function identitiesOf(events: readonly DomainEvent[]): IdentityInSession[] {
  const pairs = new Map<string, IdentityInSession>();
  for (const event of folded(events)) {
    const [sessionSid, identity] = [toldRoom(event)?.sid, event.participant?.identity];
    if (sessionSid && identity) pairs.set(`${sessionSid}/${identity}`, { sessionSid, identity });
  }
  return [...pairs.values()];
}

export const trackSidsOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap((event) => event.track?.sid ?? []));

const LEAVES: ReadonlySet<string> = new Set(['participant_left', 'participant_gone']);

/** A connection and the session in which to look for its tracks. */
export interface ConnectionInSession {
  readonly sessionSid: string;
  readonly participantSid: string;
}

/** Connections that the batch ends, so that their open tracks are needed; known from the events alone. */
export const leaversOf = (events: readonly DomainEvent[]): ConnectionInSession[] =>
  folded(events)
    .filter(({ event }) => LEAVES.has(event))
    .flatMap((event) => {
      const [sessionSid, participantSid] = [toldRoom(event)?.sid, event.participant?.sid];
      return sessionSid && participantSid ? [{ sessionSid, participantSid }] : [];
    });

/** Connections that had ended, whose end may move: their open tracks are needed too. Needs the connections. */
export const lapsedOf = (state: State, events: readonly DomainEvent[]): ConnectionInSession[] =>
  participantSidsOf(events).flatMap((sid) => {
    const known = state.participants.get(sid);
    const lapsed = known !== undefined && (known.goneMs !== null || !isOpen(known));
    return lapsed ? [{ sessionSid: known.sessionSid, participantSid: sid }] : [];
  });

export const egressIdsOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap((event) => event.egress?.id ?? []));

export const ingressKeysOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap(({ ingress }) => (ingress ? ingressKey(ingress.id, ingress.resourceId) : [])));

const folded = (events: readonly DomainEvent[]): DomainEvent[] => events.filter(({ event }) => isFolded(event));
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
