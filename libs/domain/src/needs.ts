/**
 * Names the rows that the fold of a batch reads (FO3): a fold over just these rows equals a fold over all of them. They
 * are requested in steps, since each step depends on the rows of the one before: sessions, their neighbours by name,
 * connections, tracks, and the sessions of connections whose events name no room.
 */
import { ingressKey } from './egress';
import { isFolded, plausible, type DomainEvent } from './event';
import { reportedRoom } from './fold';
import { isOpen } from './participant';
import { orderMs, sessionEnd } from './session';
import type { State } from './state';
import { trackKey } from './track';

export const sessionSidsOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap((event) => reportedRoom(event)?.sid ?? []));

/** Requests the sessions of `name` within [fromMs, toMs] and the nearest one on either side. */
export interface ChainWindow {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** One window for each name in which a session may appear or move. Requires the sessions of `sessionSidsOf`. */
export function chainWindows(state: State, events: readonly DomainEvent[]): ChainWindow[] {
  const windows = new Map<string, ChainWindow>();
  for (const event of folded(events)) {
    const room = reportedRoom(event);
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
 * Sessions whose end may appear or move, so that the open rows inside are needed: any ended session, any that the batch
 * ends, any of a name in which a session moves, and any that a connection may leave. Requires the sessions and the
 * windows of the chains.
 */
export function sessionsWithMovingEnds(state: State, events: readonly DomainEvent[]): string[] {
  const ending = new Set(
    events
      .filter(({ event }) => event === 'room_finished' || event === 'session_gone' || event === 'session_timeout')
      .flatMap((event) => reportedRoom(event)?.sid ?? []),
  );
  const moving = new Set(chainWindows(state, events).map(({ name }) => name));
  const left = new Set(placementsOf(state, events).wholeSessions);
  return [...state.sessions.values()]
    .filter(
      (row) =>
        left.has(row.sid) ||
        ending.has(row.sid) ||
        sessionEnd(row) !== null ||
        (row.name !== null && moving.has(row.name)),
    )
    .map((row) => row.sid);
}

export const participantSidsOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap((event) => event.participant?.sid ?? []));

/** All connections of one identity in a session count once in `identities`. */
export interface IdentityInSession {
  readonly sessionSid: string;
  readonly identity: string;
}

export function identitiesOf(events: readonly DomainEvent[]): IdentityInSession[] {
  const pairs = new Map<string, IdentityInSession>();
  for (const event of folded(events)) {
    const [sessionSid, identity] = [reportedRoom(event)?.sid, event.participant?.identity];
    if (sessionSid && identity) pairs.set(`${sessionSid}/${identity}`, { sessionSid, identity });
  }
  return [...pairs.values()];
}

/** A track is identified by its sid and its connection. */
export interface TrackOfConnection {
  readonly participantSid: string;
  readonly sid: string;
}

export function trackKeysOf(events: readonly DomainEvent[]): TrackOfConnection[] {
  const keys = new Map<string, TrackOfConnection>();
  for (const { participant, track } of folded(events)) {
    if (participant && track)
      keys.set(trackKey(participant.sid, track.sid), { participantSid: participant.sid, sid: track.sid });
  }
  return [...keys.values()];
}

const LEAVES: ReadonlySet<string> = new Set(['participant_left', 'participant_gone', 'participant_connection_aborted']);

/** A connection, and the session that may contain its tracks. */
export interface ConnectionInSession {
  readonly sessionSid: string;
  readonly participantSid: string;
}

/** Connections that the batch ends, whose open tracks are needed. Follows from the events alone. */
export const leavingConnectionsOf = (events: readonly DomainEvent[]): ConnectionInSession[] =>
  folded(events)
    .filter(({ event }) => LEAVES.has(event))
    .flatMap((event) => {
      const [sessionSid, participantSid] = [reportedRoom(event)?.sid, event.participant?.sid];
      return sessionSid && participantSid ? [{ sessionSid, participantSid }] : [];
    });

/** Rows that are needed because events do not name the session of a connection, or because they may change it. */
export interface Placements {
  /** Sessions of connections that no event of the batch names. */
  readonly sessionSids: readonly string[];
  /** Identities whose other connections in that session are needed. */
  readonly identities: readonly IdentityInSession[];
  /** Sessions that a connection may leave: all of their connections are needed. */
  readonly wholeSessions: readonly string[];
  /** Connections that may move: all of their tracks are needed, open or not. */
  readonly movers: readonly string[];
  /** Connections whose open tracks are needed, in sessions that their events do not name. */
  readonly connections: readonly ConnectionInSession[];
}

/**
 * Requires the connections of `participantSidsOf`. Empty for most batches, since events usually name the session of
 * their connection.
 */
export function placementsOf(state: State, events: readonly DomainEvent[]): Placements {
  const named = new Map<string, Set<string | null>>();
  for (const event of folded(events)) {
    if (!event.participant) continue;
    const rooms = named.get(event.participant.sid) ?? new Set();
    named.set(event.participant.sid, rooms.add(reportedRoom(event)?.sid ?? null));
  }
  const sessionSids = new Set<string>();
  const wholeSessions = new Set<string>();
  const identities: IdentityInSession[] = [];
  const movers: string[] = [];
  const connections: ConnectionInSession[] = [];
  for (const [sid, rooms] of named) {
    const known = state.participants.get(sid);
    const home = known?.sessionSid ?? null;
    const places = new Set([...rooms, home].filter((room) => room !== null));
    if (places.size > 1) for (const room of places) wholeSessions.add(room);
    if (places.size > 1 || (known !== undefined && home === null && places.size > 0)) movers.push(sid);
    if (!known || home === null || (rooms.size === 1 && rooms.has(home))) continue;
    if (!state.sessions.has(home)) sessionSids.add(home);
    if (known.identity !== null) identities.push({ sessionSid: home, identity: known.identity });
    connections.push({ sessionSid: home, participantSid: sid });
  }
  return { sessionSids: [...sessionSids], identities, wholeSessions: [...wholeSessions], movers, connections };
}

/**
 * Connections that have ended and whose end may move, so that their open tracks are needed. Requires the connections.
 */
export const lapsedConnectionsOf = (state: State, events: readonly DomainEvent[]): ConnectionInSession[] =>
  participantSidsOf(events).flatMap((sid) => {
    const known = state.participants.get(sid);
    const sessionSid = known?.sessionSid ?? null;
    if (!known || sessionSid === null) return [];
    const lapsed = known.gone !== null || !isOpen(known);
    return lapsed ? [{ sessionSid, participantSid: sid }] : [];
  });

export const egressIdsOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap((event) => event.egress?.id ?? []));

export const ingressKeysOf = (events: readonly DomainEvent[]): string[] =>
  unique(folded(events).flatMap(({ ingress }) => (ingress ? ingressKey(ingress.id, ingress.resourceId) : [])));

const folded = (events: readonly DomainEvent[]): DomainEvent[] =>
  events.filter(({ event }) => isFolded(event)).map(plausible);
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
