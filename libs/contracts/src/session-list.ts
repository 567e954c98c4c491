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

export type SessionMoment = (typeof SESSION_MOMENTS)[number];
export type SessionSort = (typeof SESSION_SORTS)[number];
export type SessionFlag = (typeof SESSION_FLAGS)[number];
