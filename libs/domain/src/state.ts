/**
 * The rows that a fold reads: all rows of one server (`source`), or only those that a batch needs (`needs.ts`). Keys
 * are sids; a track is keyed by `trackKey`, an ingress by `ingressKey`.
 */
import { ingressKey, type EgressRecord, type IngressRecord } from './egress';
import type { ParticipantRecord } from './participant';
import type { SessionRecord } from './session';
import { trackKey, type TrackRecord } from './track';

export interface State {
  readonly sessions: Map<string, SessionRecord>;
  readonly participants: Map<string, ParticipantRecord>;
  readonly tracks: Map<string, TrackRecord>;
  readonly egresses: Map<string, EgressRecord>;
  readonly ingresses: Map<string, IngressRecord>;
}

export const emptyState = (): State => ({
  sessions: new Map(),
  participants: new Map(),
  tracks: new Map(),
  egresses: new Map(),
  ingresses: new Map(),
});

/**
 * What one event changed: the new value of every row it touched, including rows of which only derived values changed.
 */
export type Changes = State;

/** Writes the rows that a fold changed into the state. */
export function apply(state: State, changes: Changes): void {
  for (const [sid, row] of changes.sessions) state.sessions.set(sid, row);
  for (const [sid, row] of changes.participants) state.participants.set(sid, row);
  for (const [sid, row] of changes.tracks) state.tracks.set(sid, row);
  for (const [id, row] of changes.egresses) state.egresses.set(id, row);
  for (const [key, row] of changes.ingresses) state.ingresses.set(key, row);
}

/** A fold in progress: the changed rows as a layer over the state, which itself is never changed. */
export class Draft {
  readonly changes: Changes = emptyState();

  constructor(private readonly state: State) {}

  session(sid: string): SessionRecord | undefined {
    return this.changes.sessions.get(sid) ?? this.state.sessions.get(sid);
  }

  participant(sid: string): ParticipantRecord | undefined {
    return this.changes.participants.get(sid) ?? this.state.participants.get(sid);
  }

  track(participantSid: string, sid: string): TrackRecord | undefined {
    const key = trackKey(participantSid, sid);
    return this.changes.tracks.get(key) ?? this.state.tracks.get(key);
  }

  egress(id: string): EgressRecord | undefined {
    return this.changes.egresses.get(id) ?? this.state.egresses.get(id);
  }

  ingress(id: string, resourceId: string | null): IngressRecord | undefined {
    const key = ingressKey(id, resourceId);
    return this.changes.ingresses.get(key) ?? this.state.ingresses.get(key);
  }

  sessionsNamed(name: string): SessionRecord[] {
    return present(this.state.sessions, this.changes.sessions, (row) => row.name === name);
  }

  participantsOf(sessionSid: string | null): ParticipantRecord[] {
    if (sessionSid === null) return [];
    return present(this.state.participants, this.changes.participants, (row) => row.sessionSid === sessionSid);
  }

  tracksOf(participantSid: string): TrackRecord[] {
    return present(this.state.tracks, this.changes.tracks, (row) => row.participantSid === participantSid);
  }
}

/** The matching rows with their current values: a changed row hides the one in the state below. */
function present<R>(below: Map<string, R>, above: Map<string, R>, wanted: (row: R) => boolean): R[] {
  const found: R[] = [];
  for (const [key, row] of below) {
    const now = above.get(key) ?? row;
    if (wanted(now)) found.push(now);
  }
  for (const [key, row] of above) if (!below.has(key) && wanted(row)) found.push(row);
  return found;
}
