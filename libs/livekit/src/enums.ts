/**
 * LiveKit's enums by number. Servers send names; a relay that does not know a name sends the number, which protojson
 * allows. This table exists because the SDK exports only some of the enums. An unknown number is passed through as
 * text.
 */
export const PARTICIPANT_KINDS = {
  0: 'STANDARD',
  1: 'INGRESS',
  2: 'EGRESS',
  3: 'SIP',
  4: 'AGENT',
  7: 'CONNECTOR',
  8: 'BRIDGE',
} as const;

export const KIND_DETAILS = [
  'CLOUD_AGENT',
  'FORWARDED',
  'CONNECTOR_WHATSAPP',
  'CONNECTOR_TWILIO',
  'BRIDGE_RTSP',
  'SIMULATION',
] as const;

export const DISCONNECT_REASONS = [
  'UNKNOWN_REASON',
  'CLIENT_INITIATED',
  'DUPLICATE_IDENTITY',
  'SERVER_SHUTDOWN',
  'PARTICIPANT_REMOVED',
  'ROOM_DELETED',
  'STATE_MISMATCH',
  'JOIN_FAILURE',
  'MIGRATION',
  'SIGNAL_CLOSE',
  'ROOM_CLOSED',
  'USER_UNAVAILABLE',
  'USER_REJECTED',
  'SIP_TRUNK_FAILURE',
  'CONNECTION_TIMEOUT',
  'MEDIA_FAILURE',
  'AGENT_ERROR',
] as const;

export const TRACK_TYPES = ['AUDIO', 'VIDEO', 'DATA'] as const;

export const TRACK_SOURCES = ['UNKNOWN', 'CAMERA', 'MICROPHONE', 'SCREEN_SHARE', 'SCREEN_SHARE_AUDIO'] as const;

export const EGRESS_STATUSES = [
  'EGRESS_STARTING',
  'EGRESS_ACTIVE',
  'EGRESS_ENDING',
  'EGRESS_COMPLETE',
  'EGRESS_FAILED',
  'EGRESS_ABORTED',
  'EGRESS_LIMIT_REACHED',
] as const;

export const INGRESS_INPUTS = ['RTMP_INPUT', 'WHIP_INPUT', 'URL_INPUT'] as const;

export const INGRESS_STATUSES = [
  'ENDPOINT_INACTIVE',
  'ENDPOINT_BUFFERING',
  'ENDPOINT_PUBLISHING',
  'ENDPOINT_ERROR',
  'ENDPOINT_COMPLETE',
] as const;
