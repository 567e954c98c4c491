/**
 * The fold: from one event and the rows it needs to the rows it changes.
 *
 *            needs(batch)                 fold(state, event)              apply(state, changes)
 * events ──────────────▶ working set ──────────────────────▶ changes ─────────────────────────▶ next event of the batch
 *                              ▲                                 │
 *                              └── store: load              store: write ──▶ views: state, times and counts of the contract
 *
 * Invariants: FO1 to FO18 (docs/protocol.md); fold.spec.ts proves FO1 to FO3 on generated events.
 *
 * Why any order gives the same rows: records keep evidence that only grows (`evidence.ts`: minimum, maximum, strongest
 * key), sums change by exact differences (`sums.ts`), and everything else is derived from both when it is read
 * (the views). One thing does not only grow: stronger evidence can move a connection to another session. Its
 * contribution is then subtracted from the sums of the old session, and the extremes of that session are recomputed
 * from the connections that remain.
 *
 * Why the obvious way fails: a state machine (`active`, then `ended`) that each event advances gives another result as
 * soon as LiveKit retries or delays a webhook, and it cannot take back an end that was inferred too early.
 *
 * Lifecycle: called within the transaction of a batch, once for each event. It reads no clock, does no I/O and never
 * changes `state`, so an event that throws leaves nothing half done and its batch continues without it.
 */
import { relinked, hasMovedInChain } from './chain';
import {
  isEgressFailed,
  isEgressOpen,
  withEgressEvidence,
  type EgressRecord,
  withIngressEvidence,
  ingressKey,
} from './egress';
import {
  isFolded,
  plausible,
  type DomainEvent,
  type FoldedEvent,
  type RoomEvidence,
  type TrackEvidence,
} from './event';
import {
  contributionOf,
  insideTimes,
  isEverPresentPerson,
  isOpen,
  newParticipant,
  NO_PARTICIPANTS,
  ownEnd,
  withParticipantEvidence,
  type ParticipantRecord,
} from './participant';
import { newSession, sameEnd, sessionEnd, withSessionEvidence, type SessionRecord } from './session';
import { Draft, type Changes, type State } from './state';
import { replaceContribution, type Sums } from './sums';
import { isTrackOpen, newTrack, trackKey, withTrackEvidence } from './track';

/** Returns the rows that `event` changes. An event that is not folded (`isFolded`) changes none. */
export function fold(state: State, event: DomainEvent): Changes {
  const draft = new Draft(state);
  if (isFolded(event.event)) foldInto(draft, plausible(event), event.event);
  return draft.changes;
}

type ReportedRoom = Pick<RoomEvidence, 'sid' | 'name'> & Partial<RoomEvidence>;

/** The room that the event names. Egress and ingress events name it in their own info. */
export function reportedRoom(event: DomainEvent): ReportedRoom | null {
  if (event.room) return event.room;
  const info = event.egress ?? event.ingress;
  return info?.roomSid ? { sid: info.roomSid, name: info.roomName } : null;
}

function foldInto(draft: Draft, event: DomainEvent, name: FoldedEvent): void {
  const room = reportedRoom(event);
  if (room) foldSession(draft, event, name, room);
  if (event.participant) {
    foldParticipant(draft, event, name, room?.sid ?? null);
    if (event.track) foldTrack(draft, event, name, event.participant.sid, event.track);
  }
  if (event.egress) foldEgress(draft, event, name);
  if (event.ingress) foldIngress(draft, event, name);
}

function foldSession(draft: Draft, event: DomainEvent, name: FoldedEvent, room: ReportedRoom): void {
  const before = draft.session(room.sid);
  const after = withSessionEvidence(before ?? newSession(room.sid, event.createdAtMs), event, name, room);
  setSession(draft, before, after);
  if (!hasMovedInChain(before, after)) return;
  for (const session of relinked(draft, before, after)) setSession(draft, draft.session(session.sid), session);
}

/** When the end of a session moves, the inherited ends of everything open inside move with it. */
function setSession(draft: Draft, before: SessionRecord | undefined, after: SessionRecord): void {
  draft.changes.sessions.set(after.sid, after);
  if (!before || sameEnd(sessionEnd(before), sessionEnd(after))) return;
  for (const participant of draft.participantsOf(after.sid)) {
    if (!isOpen(participant)) continue;
    draft.changes.participants.set(participant.sid, participant);
    touchTracks(draft, participant.sid, 'open');
  }
}

function foldParticipant(draft: Draft, event: DomainEvent, name: FoldedEvent, roomSid: string | null): void {
  if (!event.participant) return;
  const { sid } = event.participant;
  const before = draft.participant(sid);
  const after = withParticipantEvidence(before ?? newParticipant(sid), event, name, event.participant, roomSid);
  setParticipant(draft, before, after);
}

/** Keeps the sums exact, both in the session of the connection and in one that stronger evidence moved it out of. */
function setParticipant(draft: Draft, before: ParticipantRecord | undefined, after: ParticipantRecord): void {
  draft.changes.participants.set(after.sid, after);
  const moved = before !== undefined && before.sessionSid !== after.sessionSid;
  if (moved) leaveSession(draft, before);
  const session = sessionOf(draft, after);
  if (session) setSession(draft, session, withParticipant(draft, session, moved ? undefined : before, after));
  if (!before) return;
  if (moved) return touchTracks(draft, after.sid, 'all');
  const [was, is] = [ownEnd(before), ownEnd(after)];
  // A connection never ends before it joined, so in an ended session a later join time moves its end too.
  const endMoved = was?.atMs !== is?.atMs || was?.estimated !== is?.estimated || before.joinedMs !== after.joinedMs;
  if (endMoved) touchTracks(draft, after.sid, 'open');
}

const sessionOf = (draft: Draft, { sessionSid }: ParticipantRecord): SessionRecord | undefined =>
  sessionSid === null ? undefined : draft.session(sessionSid);

/**
 * A maximum cannot be undone, so the extremes are recomputed from the connections that remain. All of them must be in
 * the draft.
 */
function leaveSession(draft: Draft, before: ParticipantRecord): void {
  const session = sessionOf(draft, before);
  if (!session) return;
  const staying = draft.participantsOf(session.sid);
  setSession(draft, session, {
    ...session,
    ...staying.reduce(insideTimes, NO_PARTICIPANTS),
    sums: replaceContribution(session.sums, partOf(draft, before), {}),
  });
}

/** The session with the contribution of one connection replaced. */
const withParticipant = (
  draft: Draft,
  session: SessionRecord,
  before: ParticipantRecord | undefined,
  after: ParticipantRecord,
): SessionRecord => ({
  ...session,
  ...insideTimes(session, after),
  sums: replaceContribution(session.sums, before ? partOf(draft, before) : {}, partOf(draft, after)),
});

const partOf = (draft: Draft, row: ParticipantRecord): Partial<Sums> => ({
  ...contributionOf(row),
  identities: Number(isEverPresentPerson(row) && !identityAmongOthers(draft, row)),
});

/** Whether another connection already makes this identity count. Its siblings must be in the draft. */
const identityAmongOthers = (draft: Draft, { sid, sessionSid, identity }: ParticipantRecord): boolean =>
  draft
    .participantsOf(sessionSid)
    .some((other) => other.sid !== sid && other.identity === identity && isEverPresentPerson(other));

function foldTrack(
  draft: Draft,
  event: DomainEvent,
  name: FoldedEvent,
  participantSid: string,
  evidence: TrackEvidence,
): void {
  const before = draft.track(participantSid, evidence.sid);
  const after = withTrackEvidence(before ?? newTrack(evidence.sid, participantSid), event, name, evidence);
  draft.changes.tracks.set(trackKey(participantSid, after.sid), after);
  const participant = draft.participant(participantSid);
  const opened = Number(isTrackOpen(after)) - Number(before !== undefined && isTrackOpen(before));
  if (participant && opened !== 0) {
    setParticipant(draft, participant, { ...participant, openTracks: participant.openTracks + opened });
  }
}

function touchTracks(draft: Draft, participantSid: string, which: 'open' | 'all'): void {
  for (const track of draft.tracksOf(participantSid)) {
    if (which === 'all' || isTrackOpen(track)) draft.changes.tracks.set(trackKey(participantSid, track.sid), track);
  }
}

function foldEgress(draft: Draft, event: DomainEvent, name: FoldedEvent): void {
  if (!event.egress) return;
  const before = draft.egress(event.egress.id);
  const after = withEgressEvidence(before ?? null, event, name, event.egress);
  draft.changes.egresses.set(after.id, after);
  const session = after.sessionSid === null ? undefined : draft.session(after.sessionSid);
  if (!session) return;
  const counted = before?.sessionSid === after.sessionSid ? egressPart(before) : {};
  const sums = replaceContribution(session.sums, counted, egressPart(after));
  draft.changes.sessions.set(session.sid, { ...session, sums });
}

const egressPart = (egress: EgressRecord): Partial<Sums> => ({
  egresses: Number(isEgressOpen(egress)),
  failedEgresses: Number(isEgressFailed(egress)),
});

function foldIngress(draft: Draft, event: DomainEvent, name: FoldedEvent): void {
  if (!event.ingress) return;
  const { id, resourceId } = event.ingress;
  const after = withIngressEvidence(draft.ingress(id, resourceId) ?? null, event, name, event.ingress);
  draft.changes.ingresses.set(ingressKey(id, resourceId), after);
}
