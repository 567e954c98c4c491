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

export type SessionSort = (typeof SESSION_SORTS)[number];
export type SessionFlag = (typeof SESSION_FLAGS)[number];
