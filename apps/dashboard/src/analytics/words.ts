/** LiveKit's words, and the names of what is counted, in plain English. A word that is not known here stands for itself. Pure. */
import { type Dimension, NO_LEAVE_REASON, type NotMeasured } from '@livekit-dashboard/contracts';

const LEAVES: Readonly<Record<string, string>> = {
  UNKNOWN_REASON: 'No reason given',
  CLIENT_INITIATED: 'Left by themselves',
  DUPLICATE_IDENTITY: 'Joined again elsewhere',
  SERVER_SHUTDOWN: 'The server shut down',
  PARTICIPANT_REMOVED: 'Removed by the application',
  ROOM_DELETED: 'The room was deleted',
  STATE_MISMATCH: 'Could not resume after a break',
  JOIN_FAILURE: 'Could not join',
  MIGRATION: 'Moved to another server',
  SIGNAL_CLOSE: 'The connection was lost',
  ROOM_CLOSED: 'The room was closed',
  USER_UNAVAILABLE: 'Did not answer the call',
  USER_REJECTED: 'Rejected the call',
  SIP_TRUNK_FAILURE: 'The phone line failed',
  CONNECTION_TIMEOUT: 'No connection in time',
  MEDIA_FAILURE: 'Media failed',
  AGENT_ERROR: 'The agent failed',
};

const ENDS: Readonly<Record<string, string>> = {
  finished: 'The room closed',
  superseded: 'A new room took its name',
  reconciled: 'LiveKit no longer lists it',
  timeout: 'Silent for too long',
};

const LENGTHS: Readonly<Record<string, string>> = {
  under_1m: 'Under 1 min',
  '1m_5m': '1 – 5 min',
  '5m_15m': '5 – 15 min',
  '15m_30m': '15 – 30 min',
  '30m_1h': '30 – 60 min',
  '1h_2h': '1 – 2 h',
  '2h_4h': '2 – 4 h',
  over_4h: 'Over 4 h',
};

/** Ends that were not seen: all but a `room_finished`. */
export const isEstimate = (end: string): boolean => end !== 'finished';

export const leaveWords = (key: string): string =>
  LEAVES[key] ?? (key && key !== NO_LEAVE_REASON ? key : 'LiveKit did not say');
export const endWords = (key: string): string => ENDS[key] ?? (key || 'Not known');
export const lengthWords = (key: string): string => LENGTHS[key] ?? key;

export const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  participant: 'Participants',
  agent: 'Agents',
  sip: 'Phone (SIP)',
  transcode_video: 'Transcoding, video',
  transcode_audio: 'Transcoding, audio',
  track_egress: 'Track egress',
};

export const NOT_MEASURED_WORDS: Readonly<Record<NotMeasured, string>> = {
  downstream_gb: 'Gigabytes sent to participants',
  sip_carrier: 'Minutes of the phone carrier',
  recording_hours: 'Hours of recordings kept by LiveKit',
  inference: 'Inference: models that agents use through LiveKit',
};
