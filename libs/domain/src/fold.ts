/**
 * The fold: one event and the rows it needs give the rows it changes. Pure: no I/O, no clock, the state is not touched, so a
 * fault of one event leaves no half-done work behind.
 *
 * Invariant (fold.spec.ts proves it): over one set of events any order, any repetition and any split into batches ends in the
 * same rows. It holds because records keep evidence that only grows (`evidence.ts`), sums change by exact differences
 * (`sums.ts`), and everything else is derived on reading (`views.ts`).
 */
import { relinked, placeMoved } from './chain';
import { isEgressOpen, withEgressEvidence, withIngressEvidence, ingressKey } from './egress';
import { earliest, latest } from './evidence';
import { isFolded, type DomainEvent, type FoldedEvent, type RoomEvidence, type TrackEvidence } from './event';
import {
  contributionOf,
  isEverPresentPerson,
  isOpen,
  newParticipant,
  ownEnd,
  withParticipantEvidence,
  type ParticipantRecord,
} from './participant';
import { newSession, sameEnd, sessionEnd, withSessionEvidence, type SessionRecord } from './session';
import { Draft, type Changes, type State } from './state';
import { replaceContribution } from './sums';
import { isTrackOpen, newTrack, withTrackEvidence } from './track';

/** The rows that `event` changes. An event that is not folded (`isFolded`) changes none. */
export function fold(state: State, event: DomainEvent): Changes {
  const draft = new Draft(state);
  if (isFolded(event.event)) foldInto(draft, event, event.event);
  return draft.changes;
}

type ToldRoom = Pick<RoomEvidence, 'sid' | 'name'> & Partial<RoomEvidence>;

/** Egress and ingress events tell the room's sid in their own info. */
export function toldRoom(event: DomainEvent): ToldRoom | null {
  if (event.room) return event.room;
  const info = event.egress ?? event.ingress;
  return info?.roomSid ? { sid: info.roomSid, name: info.roomName } : null;
}

function foldInto(draft: Draft, event: DomainEvent, name: FoldedEvent): void {
  const room = toldRoom(event);
  if (room) {
    foldSession(draft, event, name, room);
    if (event.participant) {
      foldParticipant(draft, event, name, room.sid);
      if (event.track) foldTrack(draft, event, name, room.sid, event.participant.sid, event.track);
    }
  }
  if (event.egress) foldEgress(draft, event, name);
  if (event.ingress) foldIngress(draft, event, name);
}

function foldSession(draft: Draft, event: DomainEvent, name: FoldedEvent, room: ToldRoom): void {
  const before = draft.session(room.sid);
  const after = withSessionEvidence(before ?? newSession(room.sid, event.createdAtMs), event, name, room);
  setSession(draft, before, after);
  if (!placeMoved(before, after)) return;
  for (const session of relinked(draft, before, after)) setSession(draft, draft.session(session.sid), session);
}

/** A session whose end moved moves the end of everything still open inside. */
function setSession(draft: Draft, before: SessionRecord | undefined, after: SessionRecord): void {
  draft.changes.sessions.set(after.sid, after);
  if (!before || sameEnd(sessionEnd(before), sessionEnd(after))) return;
  for (const participant of draft.participantsOf(after.sid)) {
    if (!isOpen(participant)) continue;
    draft.changes.participants.set(participant.sid, participant);
    touchOpenTracks(draft, participant.sid);
  }
}

function foldParticipant(draft: Draft, event: DomainEvent, name: FoldedEvent, sessionSid: string): void {
  if (!event.participant) return;
  const { sid } = event.participant;
  const before = draft.participant(sid);
  const after = withParticipantEvidence(before ?? newParticipant(sid, sessionSid), event, name, event.participant);
  setParticipant(draft, before, after);
}

function setParticipant(draft: Draft, before: ParticipantRecord | undefined, after: ParticipantRecord): void {
  draft.changes.participants.set(after.sid, after);
  const session = draft.session(after.sessionSid);
  if (session) draft.changes.sessions.set(session.sid, withParticipant(draft, session, before, after));
  if (!before) return;
  const [was, is] = [ownEnd(before), ownEnd(after)];
  // Nothing ends before it starts, so in an ended session a later join moves the end too.
  const moved = was?.atMs !== is?.atMs || was?.estimated !== is?.estimated || before.joinedMs !== after.joinedMs;
  if (moved) touchOpenTracks(draft, after.sid);
}

/** The session with one connection's part in it replaced. */
function withParticipant(
  draft: Draft,
  session: SessionRecord,
  before: ParticipantRecord | undefined,
  after: ParticipantRecord,
): SessionRecord {
  const shared = identityAmongOthers(draft, after);
  const part = (row: ParticipantRecord): ReturnType<typeof contributionOf> => ({
    ...contributionOf(row),
    identities: Number(isEverPresentPerson(row) && !shared),
  });
  return {
    ...session,
    sums: replaceContribution(session.sums, before ? part(before) : {}, part(after)),
    firstJoinedMs: earliest(session.firstJoinedMs, after.joinedMs),
    lastLeftMs: latest(session.lastLeftMs, after.left?.atMs ?? null),
    lastGoneMs: latest(session.lastGoneMs, after.goneMs),
  };
}

/** True if another connection already makes this one's identity count. Needs its siblings in the draft. */
const identityAmongOthers = (draft: Draft, { sid, sessionSid, identity }: ParticipantRecord): boolean =>
  draft
    .participantsOf(sessionSid)
    .some((other) => other.sid !== sid && other.identity === identity && isEverPresentPerson(other));

function foldTrack(
  draft: Draft,
  event: DomainEvent,
  name: FoldedEvent,
  sessionSid: string,
  participantSid: string,
  evidence: TrackEvidence,
): void {
  const before = draft.track(evidence.sid);
  const after = withTrackEvidence(before ?? newTrack(evidence.sid, sessionSid, participantSid), event, name, evidence);
  draft.changes.tracks.set(after.sid, after);
  const participant = draft.participant(after.participantSid);
  const opened = Number(isTrackOpen(after)) - Number(before !== undefined && isTrackOpen(before));
  if (participant && opened !== 0) {
    setParticipant(draft, participant, { ...participant, openTracks: participant.openTracks + opened });
  }
}

function touchOpenTracks(draft: Draft, participantSid: string): void {
  for (const track of draft.tracksOf(participantSid)) {
    if (isTrackOpen(track)) draft.changes.tracks.set(track.sid, track);
  }
}

function foldEgress(draft: Draft, event: DomainEvent, name: FoldedEvent): void {
  if (!event.egress) return;
  const before = draft.egress(event.egress.id);
  const after = withEgressEvidence(before ?? null, event, name, event.egress);
  draft.changes.egresses.set(after.id, after);
  const session = after.sessionSid === null ? undefined : draft.session(after.sessionSid);
  if (!session) return;
  const counted = before?.sessionSid === after.sessionSid && isEgressOpen(before);
  const part = (open: boolean): { egresses: number } => ({ egresses: Number(open) });
  const sums = replaceContribution(session.sums, part(counted), part(isEgressOpen(after)));
  draft.changes.sessions.set(session.sid, { ...session, sums });
}

function foldIngress(draft: Draft, event: DomainEvent, name: FoldedEvent): void {
  if (!event.ingress) return;
  const { id, resourceId } = event.ingress;
  const after = withIngressEvidence(draft.ingress(id, resourceId) ?? null, event, name, event.ingress);
  draft.changes.ingresses.set(ingressKey(id, resourceId), after);
}
