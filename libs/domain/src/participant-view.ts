/** What the evidence of a connection shows: every state and time is derived here, on each read. */
import type { Agent, Participant, ParticipantState } from '@livekit-dashboard/contracts';
import { instantOf } from './instant';
import { isAborted, ownEnd, type ParticipantEnd, type ParticipantRecord } from './participant';
import { AGENT_NAME_ATTRIBUTES, profileValues, shownProfile, type ProfileValues } from './participant-profile';
import { withMetadataBytes, type WithMetadataBytes } from './metadata-bytes';
import { sessionEnd, type SessionRecord } from './session';
import { textOrNull } from './text';

/** What the row of a connection shows; times in ms. Null: not known, or not yet. */
export interface ParticipantValues extends ProfileValues {
  readonly sid: string;
  /** Null while no event named its room. Such a connection is only evidence and is never shown. */
  readonly sessionSid: string | null;
  readonly identity: string | null;
  readonly state: ParticipantState;
  readonly joinedMs: number | null;
  readonly leftMs: number | null;
  readonly leftEstimated: boolean;
  readonly disconnectReason: string | null;
  readonly tracks: number;
  /** Null unless it is an agent. */
  readonly agentName: string | null;
  readonly jobId: string | null;
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

export function participantValues(
  participant: ParticipantRecord,
  session: SessionRecord | undefined,
): ParticipantValues {
  const { profile, identity } = participant;
  const aborted = isAborted(participant);
  const end = aborted ? null : participantEnd(participant, session);
  const isAgent = profile?.kind === 'AGENT';
  return {
    ...profileValues(profile),
    sid: participant.sid,
    sessionSid: participant.sessionSid,
    identity,
    state: aborted ? 'aborted' : end ? 'left' : 'active',
    joinedMs: participant.joinedMs,
    leftMs: aborted ? (participant.abort?.atMs ?? null) : (end?.atMs ?? null),
    leftEstimated: end?.estimated ?? false,
    disconnectReason: aborted ? (participant.abort?.reason ?? null) : (end?.reason ?? null),
    tracks: aborted || end ? 0 : participant.openTracks,
    agentName: isAgent ? agentNameOf(participant) : null,
    jobId: isAgent ? (JOB_IDENTITY.exec(identity ?? '')?.[1] ?? null) : null,
  };
}

export const toParticipant = (values: ParticipantValues & WithMetadataBytes): Participant => ({
  ...shownProfile(values),
  sid: values.sid,
  sessionSid: values.sessionSid ?? '',
  identity: values.identity,
  state: values.state,
  joinedAt: instantOf(values.joinedMs),
  leftAt: instantOf(values.leftMs),
  leftEstimated: values.leftEstimated,
  disconnectReason: values.disconnectReason,
  metadataBytes: values.metadataBytes,
  tracks: values.tracks,
});

type AgentValues = ParticipantValues & WithMetadataBytes & Pick<Agent, 'source' | 'sessionName'>;

export const toAgent = (values: AgentValues): Agent => ({
  ...toParticipant(values),
  source: values.source,
  sessionName: values.sessionName,
  agentName: values.agentName,
  jobId: values.jobId,
});

export const participantView = (participant: ParticipantRecord, session: SessionRecord | undefined): Participant =>
  toParticipant(withMetadataBytes(participantValues(participant, session)));

export const agentView = (
  participant: ParticipantRecord,
  session: SessionRecord | undefined,
  source: string,
): Agent => {
  const values = withMetadataBytes(participantValues(participant, session));
  return toAgent({ ...values, source, sessionName: session?.name ?? null });
};

/** A longer name is truncated: agents are counted and searched by name, so it is an index key. */
const AGENT_NAME_CHARACTERS = 300;
export const boundedAgentName = (name: string): string => name.slice(0, AGENT_NAME_CHARACTERS).toWellFormed();

/** The dispatch name in its attributes. */
export function agentNameOf({ profile }: ParticipantRecord): string | null {
  const attributes = profile?.attributes ?? {};
  const name = AGENT_NAME_ATTRIBUTES.map((key) => textOrNull(attributes[key])).find((text) => text !== null) ?? null;
  return name === null ? null : boundedAgentName(name);
}

const JOB_IDENTITY = /^agent-(.+)$/s;
