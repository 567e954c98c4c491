/** What a list of sessions can be sorted and narrowed by. */

/** `duration`: one that is open lasts longer than any that ended. `identities`: people ever. */
export const SESSION_SORTS = [
  'startedAt',
  'endedAt',
  'lastEventAt',
  'name',
  'people',
  'joins',
  'duration',
  'identities',
] as const;
export const SESSION_FLAGS = ['estimated', 'aborted', 'recorded'] as const;

/** What of a session must be in the range: any of it, its start, or its end. */
export const SESSION_MOMENTS = ['overlap', 'start', 'end'] as const;
/** As a `leaveReason`: LiveKit did not tell one. */
export const NO_LEAVE_REASON = 'none';

/**
 * LiveKit's `DisconnectReason`s of a connection that dropped: it was lost, and neither the person, the application nor the end of the
 * room closed it.
 */
export const DROP_REASONS = [
  'CONNECTION_TIMEOUT',
  'SIGNAL_CLOSE',
  'MEDIA_FAILURE',
  'STATE_MISMATCH',
  'JOIN_FAILURE',
  'SERVER_SHUTDOWN',
  'SIP_TRUNK_FAILURE',
] as const;
/** Statuses of an egress that failed: it ended without its output, or with a part of it at most. */
export const FAILED_EGRESS_STATUSES = ['EGRESS_FAILED', 'EGRESS_ABORTED'] as const;

/** People that a listed session names. */
export const LISTED_PEOPLE = 4;
/** Sessions of more connections than that are listed without names and drops: counting them would read every connection. */
export const LISTED_PEOPLE_JOINS = 1000;

/** The fields that a search for sessions (`q`) covers. The last four are those of a SIP call. */
export const SEARCH_FIELDS = [
  'name',
  'sid',
  'identity',
  'participantName',
  'participantSid',
  'trackSid',
  'egressId',
  'ingressId',
  'phoneNumber',
  'trunkPhoneNumber',
  'callId',
  'trunkId',
] as const;

export type SearchField = (typeof SEARCH_FIELDS)[number];
export type SessionMoment = (typeof SESSION_MOMENTS)[number];
export type SessionSort = (typeof SESSION_SORTS)[number];
export type SessionFlag = (typeof SESSION_FLAGS)[number];
