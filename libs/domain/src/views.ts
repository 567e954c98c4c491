/** From evidence to what people and programs see: every state, time and count of the contract is derived here, each time anew. */
import type { Agent, Egress, Ingress, Participant, Session, Track } from '@livekit-dashboard/contracts';
import { isEgressOpen, type EgressRecord, type IngressRecord } from './egress';
import { AGENT_NAME_ATTRIBUTES } from './erasure';
import { latest } from './evidence';
import { isAborted, kindOf, ownEnd, type ParticipantEnd, type ParticipantRecord } from './participant';
import { sessionEnd, type SessionRecord } from './session';
import { utf8Bytes } from './preview';
import { ownTrackEnd, type TrackRecord } from './track';

export const instantOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** LiveKit leaves a name out by leaving it empty. */
const textOrNull = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);
const metadataOf = (text: string | undefined): { metadata: string | null; metadataBytes: number | null } =>
  text === undefined ? { metadata: null, metadataBytes: null } : { metadata: text, metadataBytes: utf8Bytes(text) };

export function sessionView(session: SessionRecord, source: string): Session {
  const end = sessionEnd(session);
  const { sums } = session;
  const active = end === null;
  return {
    sid: session.sid,
    name: session.name,
    source,
    state: active ? 'active' : 'ended',
    startedAt: instantOf(session.createdMs),
    endedAt: instantOf(end?.atMs ?? null),
    endReason: end?.reason ?? null,
    endEstimated: end !== null && end.reason !== 'finished',
    firstJoinedAt: instantOf(session.firstJoinedMs),
    lastLeftAt: instantOf(lastLeftMs(session)),
    people: active ? sums.people : 0,
    agents: active ? sums.agents : 0,
    participants: active ? sums.participants : 0,
    tracks: active ? sums.tracks : 0,
    joins: sums.joins,
    identities: sums.identities,
    aborted: sums.aborted,
    recording: active && sums.egresses > 0,
    ...metadataOf(session.metadata?.text),
    lastEventAt: instantOf(session.lastEventMs),
  };
}

/** When the call ended: null while somebody is in; who never left by themselves left when the session ended. */
export function lastLeftMs(session: SessionRecord): number | null {
  const { sums } = session;
  const end = sessionEnd(session);
  if (sums.participants > 0 && end === null) return null;
  const left = latest(session.lastLeftMs, sums.gone > 0 ? session.lastGoneMs : null);
  const last = sums.participants > 0 ? latest(left, end?.atMs ?? null) : left;
  return last === null ? null : latest(last, session.firstJoinedMs);
}

/** How a connection ended: by itself, else with its session. */
export function participantEnd(
  participant: ParticipantRecord,
  session: SessionRecord | undefined,
): ParticipantEnd | null {
  const own = ownEnd(participant);
  if (own) return own;
  const end = session ? sessionEnd(session) : null;
  return end && { atMs: Math.max(end.atMs, participant.joinedMs ?? end.atMs), estimated: true, reason: null };
}

export function participantView(participant: ParticipantRecord, session: SessionRecord | undefined): Participant {
  const aborted = isAborted(participant);
  const end = aborted ? null : participantEnd(participant, session);
  return {
    sid: participant.sid,
    sessionSid: participant.sessionSid,
    identity: participant.identity,
    name: textOrNull(participant.profile?.name),
    kind: kindOf(participant),
    state: aborted ? 'aborted' : end ? 'left' : 'active',
    joinedAt: instantOf(participant.joinedMs),
    leftAt: instantOf(aborted ? (participant.abort?.atMs ?? null) : (end?.atMs ?? null)),
    leftEstimated: end?.estimated ?? false,
    disconnectReason: aborted ? (participant.abort?.reason ?? null) : (end?.reason ?? null),
    ...metadataOf(participant.profile?.metadata),
    attributes: { ...participant.profile?.attributes },
    tracks: aborted || end ? 0 : participant.openTracks,
  };
}

const NO_PROFILE: { readonly attributes: Readonly<Record<string, string>> } = { attributes: {} };
const JOB_IDENTITY = /^agent-(.+)$/s;

export function agentView(participant: ParticipantRecord, session: SessionRecord | undefined): Agent {
  const { attributes } = participant.profile ?? NO_PROFILE;
  return {
    ...participantView(participant, session),
    sessionName: session?.name ?? null,
    agentName: AGENT_NAME_ATTRIBUTES.map((name) => textOrNull(attributes[name])).find((name) => name !== null) ?? null,
    jobId: JOB_IDENTITY.exec(participant.identity ?? '')?.[1] ?? null,
  };
}

export function trackView(
  track: TrackRecord,
  participant: ParticipantRecord | undefined,
  session: SessionRecord | undefined,
): Track {
  const inherited = participant ? participantEnd(participant, session) : null;
  const end = ownTrackEnd(track) ?? (inherited && { atMs: inherited.atMs, estimated: true });
  const { info } = track;
  return {
    sid: track.sid,
    sessionSid: track.sessionSid,
    participantSid: track.participantSid,
    name: textOrNull(info?.name),
    type: info?.type ?? null,
    source: info?.source ?? null,
    mimeType: info?.mimeType ?? null,
    width: info?.width ?? null,
    height: info?.height ?? null,
    publishedAt: instantOf(track.publishedMs),
    unpublishedAt: instantOf(end && latest(end.atMs, track.publishedMs)),
    endEstimated: end?.estimated ?? false,
  };
}

export function egressView(egress: EgressRecord): Egress {
  const { known } = egress;
  return {
    id: egress.id,
    sessionSid: egress.sessionSid,
    roomName: egress.roomName,
    kind: known.kind,
    status: known.status,
    startedAt: instantOf(known.startedAtMs),
    endedAt: instantOf(isEgressOpen(egress) ? null : latest(known.endedAtMs, known.startedAtMs)),
    error: known.error,
    results: known.results.map((result) => ({ ...result })),
  };
}

export function ingressView(ingress: IngressRecord): Ingress {
  const { known } = ingress;
  return {
    id: ingress.id,
    resourceId: ingress.resourceId,
    sessionSid: ingress.room?.sid ?? null,
    roomName: ingress.room?.name ?? known.roomName,
    inputType: known.inputType,
    status: known.status,
    startedAt: instantOf(known.startedAtMs),
    endedAt: instantOf(known.endedAtMs === null ? null : latest(known.endedAtMs, known.startedAtMs)),
    error: known.error,
  };
}
