/** From evidence to the contract: every state, time and count that clients see is derived here, on each read. */
import type { Agent, Egress, Ingress, Participant, Session, SipCall, Track } from '@livekit-dashboard/contracts';
import { jobEnd, type EgressRecord, type IngressRecord } from './egress';
import { AGENT_NAME_ATTRIBUTES } from './erasure';
import { latest } from './evidence';
import { isAborted, isHidden, kindOf, ownEnd, type ParticipantEnd, type ParticipantRecord } from './participant';
import { lastEventMs, sessionEnd, type SessionRecord } from './session';
import { utf8Bytes } from './preview';
import { ownTrackEnd, publishedMsOf, type TrackRecord } from './track';

export const instantOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** LiveKit sends a missing name as an empty one. */
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
    failedRecordings: sums.failedEgresses,
    ...metadataOf(session.metadata?.text),
    lastEventAt: instantOf(lastEventMs(session)),
  };
}

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

/** How a connection ended: by its own end, otherwise with its session. */
export function participantEnd(
  participant: ParticipantRecord,
  session: SessionRecord | undefined,
): ParticipantEnd | null {
  const own = ownEnd(participant);
  if (own) return own;
  const end = session ? sessionEnd(session) : null;
  return end && { atMs: Math.max(end.atMs, participant.joinedMs ?? end.atMs), estimated: true, reason: null };
}

/** `sessionSid` is empty while it is unknown; such a row is never shown. */
export function participantView(participant: ParticipantRecord, session: SessionRecord | undefined): Participant {
  const aborted = isAborted(participant);
  const end = aborted ? null : participantEnd(participant, session);
  return {
    sid: participant.sid,
    sessionSid: participant.sessionSid ?? '',
    identity: participant.identity,
    name: textOrNull(participant.profile?.name),
    kind: kindOf(participant),
    kindDetails: [...(participant.profile?.kindDetails ?? [])],
    hidden: isHidden(participant),
    state: aborted ? 'aborted' : end ? 'left' : 'active',
    joinedAt: instantOf(participant.joinedMs),
    leftAt: instantOf(aborted ? (participant.abort?.atMs ?? null) : (end?.atMs ?? null)),
    leftEstimated: end?.estimated ?? false,
    disconnectReason: aborted ? (participant.abort?.reason ?? null) : (end?.reason ?? null),
    ...metadataOf(participant.profile?.metadata),
    attributes: { ...participant.profile?.attributes },
    sip: sipOf(participant.profile?.attributes ?? {}),
    tracks: aborted || end ? 0 : participant.openTracks,
  };
}

/** A phone call, from the attributes that LiveKit's SIP service sets; null if there is none. */
export function sipOf(attributes: Readonly<Record<string, string>>): SipCall | null {
  const of = (name: string): string | null => textOrNull(attributes[`sip.${name}`]);
  if (!Object.keys(attributes).some((name) => name.startsWith('sip.'))) return null;
  return {
    callId: of('callID'),
    direction: of('callDirection') ?? (of('ruleID') === null ? null : 'inbound'),
    phoneNumber: of('phoneNumber'),
    trunkPhoneNumber: of('trunkPhoneNumber'),
    trunkId: of('trunkID'),
    status: of('callStatus'),
  };
}

const NO_PROFILE: { readonly attributes: Readonly<Record<string, string>> } = { attributes: {} };
/** A longer name is truncated: agents are counted and searched by name, so it is an index key. */
const AGENT_NAME_CHARACTERS = 300;
export const boundedAgentName = (name: string): string => name.slice(0, AGENT_NAME_CHARACTERS).toWellFormed();

function agentNameOf(attributes: Readonly<Record<string, string>>): string | null {
  const name = AGENT_NAME_ATTRIBUTES.map((key) => textOrNull(attributes[key])).find((text) => text !== null) ?? null;
  return name === null ? null : boundedAgentName(name);
}

const JOB_IDENTITY = /^agent-(.+)$/s;

export function agentView(participant: ParticipantRecord, session: SessionRecord | undefined): Omit<Agent, 'source'> {
  const { attributes } = participant.profile ?? NO_PROFILE;
  return {
    ...participantView(participant, session),
    sessionName: session?.name ?? null,
    agentName: agentNameOf(attributes),
    jobId: JOB_IDENTITY.exec(participant.identity ?? '')?.[1] ?? null,
  };
}

export function trackView(
  track: TrackRecord,
  participant: ParticipantRecord | undefined,
  session: SessionRecord | undefined,
): Track {
  const publishedMs = publishedMsOf(track);
  const inherited = participant ? participantEnd(participant, session) : null;
  const end = ownTrackEnd(track) ?? (inherited && { atMs: inherited.atMs, estimated: true });
  const { info } = track;
  return {
    sid: track.sid,
    sessionSid: participant?.sessionSid ?? '',
    participantSid: track.participantSid,
    name: textOrNull(info?.name),
    type: info?.type ?? null,
    source: info?.source ?? null,
    mimeType: info?.mimeType ?? null,
    width: info?.width ?? null,
    height: info?.height ?? null,
    publishedAt: instantOf(publishedMs),
    unpublishedAt: instantOf(end && latest(end.atMs, publishedMs)),
    endEstimated: end?.estimated ?? false,
  };
}

export function egressView(egress: EgressRecord, source: string): Egress {
  const { known } = egress;
  const end = jobEnd(egress);
  return {
    id: egress.id,
    source,
    sessionSid: egress.sessionSid,
    roomName: egress.roomName,
    kind: known.kind,
    status: known.status,
    startedAt: instantOf(known.startedAtMs),
    endedAt: instantOf(end?.atMs ?? null),
    endEstimated: end?.estimated ?? false,
    error: known.error,
    errorCode: known.errorCode,
    details: known.details,
    backupStorageUsed: known.backupStorageUsed,
    manifestLocation: known.manifestLocation,
    results: known.results.map((result) => ({ ...result })),
  };
}

export function ingressView(ingress: IngressRecord, source: string): Ingress {
  const { known } = ingress;
  const end = jobEnd(ingress);
  return {
    id: ingress.id,
    source,
    resourceId: ingress.resourceId,
    sessionSid: ingress.room?.sid ?? null,
    roomName: ingress.room?.name ?? known.roomName,
    inputType: known.inputType,
    status: known.status,
    startedAt: instantOf(known.startedAtMs),
    endedAt: instantOf(end?.atMs ?? null),
    endEstimated: end?.estimated ?? false,
    error: known.error,
  };
}
