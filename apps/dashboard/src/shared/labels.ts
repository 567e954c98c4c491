/**
 * Labels of LiveKit's enums and of what is counted, for all pages. A value without a label is shown as it is. Pure.
 */
import { type Dimension, type EndReason, NO_LEAVE_REASON, type NotMeasured } from '@livekit-dashboard/contracts';

interface LeaveReason {
  readonly label: string;
  /** Whether something went wrong, as opposed to a person's decision. */
  readonly isFailure?: true;
}

/** `DisconnectReason` of LiveKit's protocol. */
const LEAVE_REASONS: Readonly<Record<string, LeaveReason>> = {
  UNKNOWN_REASON: { label: 'Unknown reason' },
  CLIENT_INITIATED: { label: 'Left' },
  DUPLICATE_IDENTITY: { label: 'Joined again elsewhere' },
  SERVER_SHUTDOWN: { label: 'Server shut down', isFailure: true },
  PARTICIPANT_REMOVED: { label: 'Removed by the application' },
  ROOM_DELETED: { label: 'Room deleted' },
  STATE_MISMATCH: { label: 'Resume failed', isFailure: true },
  JOIN_FAILURE: { label: 'Join failed', isFailure: true },
  MIGRATION: { label: 'Moved to another server' },
  SIGNAL_CLOSE: { label: 'Signal connection closed', isFailure: true },
  ROOM_CLOSED: { label: 'Room closed' },
  USER_UNAVAILABLE: { label: 'Call not answered' },
  USER_REJECTED: { label: 'Call rejected' },
  SIP_TRUNK_FAILURE: { label: 'SIP trunk failed', isFailure: true },
  CONNECTION_TIMEOUT: { label: 'Connection timed out', isFailure: true },
  MEDIA_FAILURE: { label: 'Media connection failed', isFailure: true },
  AGENT_ERROR: { label: 'Agent failed', isFailure: true },
};

/** `Connection timed out`. Empty: LiveKit gave no reason. */
export const leaveLabel = (reason: string): string =>
  LEAVE_REASONS[reason]?.label ?? (reason && reason !== NO_LEAVE_REASON ? reason : 'No reason given');

/** Whether a reason for leaving is a failure, which is shown in red. */
export const isFailure = (reason: string): boolean => LEAVE_REASONS[reason]?.isFailure === true;

export const END_LABELS: Readonly<Record<EndReason, string>> = {
  finished: 'Room closed',
  superseded: 'Replaced by a new session',
  reconciled: 'No longer listed by LiveKit',
  timeout: 'No events for too long',
};

export const endLabel = (reason: string): string =>
  (END_LABELS as Readonly<Record<string, string>>)[reason] ?? (reason || 'Unknown');

/** Ends that were not observed: all but a `room_finished`. */
export const isEstimatedEnd = (reason: string): boolean => reason !== 'finished';

const LENGTH_LABELS: Readonly<Record<string, string>> = {
  under_1m: 'Under 1 min',
  '1m_5m': '1 – 5 min',
  '5m_15m': '5 – 15 min',
  '15m_30m': '15 – 30 min',
  '30m_1h': '30 – 60 min',
  '1h_2h': '1 – 2 h',
  '2h_4h': '2 – 4 h',
  over_4h: 'Over 4 h',
};

export const lengthLabel = (length: string): string => LENGTH_LABELS[length] ?? length;

/** The priced dimensions: name, and what one unit counts. */
export const DIMENSION_LABELS: Readonly<Record<Dimension, { readonly name: string; readonly counts: string }>> = {
  participant: { name: 'Participants', counts: 'Every connection of a person or an agent, except SIP' },
  agent: { name: 'Agents', counts: 'Every connection of an agent, in addition to Participants' },
  sip: { name: 'Phone (SIP)', counts: 'Every SIP connection' },
  transcode_video: { name: 'Transcoding, video', counts: 'Composite egress and ingress with video' },
  transcode_audio: { name: 'Transcoding, audio', counts: 'Composite egress and ingress, audio only' },
  track_egress: { name: 'Track egress', counts: 'Egress of a single track, not transcoded' },
};

export const NOT_MEASURED_LABELS: Readonly<Record<NotMeasured, string>> = {
  downstream_gb: 'Data sent to participants (GB)',
  sip_carrier: 'SIP carrier charges',
  recording_hours: 'Recording storage',
  inference: 'Model inference of agents',
};

/** The filters of sessions, usage and costs. */
export const FILTER_LABELS = {
  room: 'Room',
  identity: 'Identity',
  agent: 'Agent',
  tenant: 'Tenant',
  session: 'Session',
  source: 'Server',
} as const;
