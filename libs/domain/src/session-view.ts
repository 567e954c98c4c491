/** What the evidence of a session shows: every state, time and count is derived here, on each read. */
import type { EndReason, Session, SessionState } from '@livekit-dashboard/contracts';
import { latest } from './evidence';
import { instantOf } from './instant';
import { withMetadataBytes, type WithMetadataBytes } from './metadata-bytes';
import { lastEventMs, sessionEnd, type SessionRecord } from './session';

/** What the row of a session shows; times in ms. Null: not known, or not yet. */
export interface SessionValues {
  readonly sid: string;
  readonly name: string | null;
  readonly source: string;
  readonly state: SessionState;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
  readonly endReason: EndReason | null;
  readonly firstJoinedMs: number | null;
  readonly lastLeftMs: number | null;
  readonly people: number;
  readonly agents: number;
  readonly participants: number;
  readonly tracks: number;
  readonly joins: number;
  readonly identities: number;
  readonly aborted: number;
  readonly recording: boolean;
  readonly failedRecordings: number;
  readonly metadata: string | null;
  readonly lastEventMs: number | null;
}

export function sessionValues(session: SessionRecord, source: string): SessionValues {
  const end = sessionEnd(session);
  const { sums } = session;
  const active = end === null;
  return {
    sid: session.sid,
    name: session.name,
    source,
    state: active ? 'active' : 'ended',
    startedMs: session.createdMs,
    endedMs: end?.atMs ?? null,
    endReason: end?.reason ?? null,
    firstJoinedMs: session.firstJoinedMs,
    lastLeftMs: lastLeftMs(session),
    people: active ? sums.people : 0,
    agents: active ? sums.agents : 0,
    participants: active ? sums.participants : 0,
    tracks: active ? sums.tracks : 0,
    joins: sums.joins,
    identities: sums.identities,
    aborted: sums.aborted,
    recording: active && sums.egresses > 0,
    failedRecordings: sums.failedEgresses,
    metadata: session.metadata?.text ?? null,
    lastEventMs: lastEventMs(session),
  };
}

export const toSession = (values: SessionValues & WithMetadataBytes): Session => ({
  sid: values.sid,
  name: values.name,
  source: values.source,
  state: values.state,
  startedAt: instantOf(values.startedMs),
  endedAt: instantOf(values.endedMs),
  endReason: values.endReason,
  endEstimated: values.endReason !== null && values.endReason !== 'finished',
  firstJoinedAt: instantOf(values.firstJoinedMs),
  lastLeftAt: instantOf(values.lastLeftMs),
  people: values.people,
  agents: values.agents,
  participants: values.participants,
  tracks: values.tracks,
  joins: values.joins,
  identities: values.identities,
  aborted: values.aborted,
  recording: values.recording,
  failedRecordings: values.failedRecordings,
  metadata: values.metadata,
  metadataBytes: values.metadataBytes,
  lastEventAt: instantOf(values.lastEventMs),
});

export const sessionView = (session: SessionRecord, source: string): Session =>
  toSession(withMetadataBytes(sessionValues(session, source)));

/**
 * When the last participant left; null while one is in. Participants that have no leave of their own left when the
 * session ended.
 */
export function lastLeftMs(session: SessionRecord): number | null {
  const { sums } = session;
  const end = sessionEnd(session);
  if (sums.participants > 0 && end === null) return null;
  const left = latest(
    latest(session.lastLeftMs, sums.aborts > 0 ? session.lastAbortMs : null),
    sums.gone > 0 ? session.lastGoneMs : null,
  );
  const last = sums.participants > 0 ? latest(left, end?.atMs ?? null) : left;
  return last === null ? null : latest(last, session.firstJoinedMs);
}
