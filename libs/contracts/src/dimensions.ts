/** What is counted and priced. Without schemas, so that a page may import these values and nothing more. */

/**
 * `participant`: persons (but SIP) and agents. `agent` and `sip`: theirs, on top. `transcode_video`, `transcode_audio`: composite
 * egress and ingress. `track_egress`: egress of one track as it is.
 */
export const DIMENSIONS = [
  'participant',
  'agent',
  'sip',
  'transcode_video',
  'transcode_audio',
  'track_egress',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What LiveKit charges for and its webhooks do not tell: shown as not measured, never as 0. */
export const NOT_MEASURED = ['downstream_gb', 'sip_carrier', 'recording_hours', 'inference'] as const;
export type NotMeasured = (typeof NOT_MEASURED)[number];

/** Bounds of rates. Money has up to 9 digits before and 9 behind the point. */
export const RATE_LIMITS = {
  incrementSeconds: { min: 1, max: 3600 },
  minimumUnits: { min: 0, max: 1000 },
  includedMinutes: { min: 0, max: 1_000_000_000 },
  /** `incrementSeconds * minimumUnits`: what counts after an end begins at most this long after it. */
  minimumSeconds: { min: 0, max: 3600 },
} as const;

/** Classes of length of a session, shortest first. */
export const SESSION_LENGTHS = [
  'under_1m',
  '1m_5m',
  '5m_15m',
  '15m_30m',
  '30m_1h',
  '1h_2h',
  '2h_4h',
  'over_4h',
] as const;
/** Where each of them but the last ends, in minutes, excluded. */
export const SESSION_LENGTH_ENDS = [1, 5, 15, 30, 60, 120, 240] as const;

/** An amount of money in rates: not negative. */
export const MONEY = /^\d{1,9}(\.\d{1,9})?$/;
