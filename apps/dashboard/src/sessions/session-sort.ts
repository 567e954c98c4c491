/** The sorts of live sessions. */
import type { Session } from '@livekit-dashboard/contracts';
import { keyOf, type Order, parseSort, type Sort, turned } from '../live/sort';

const SORT_FIELDS = ['name', 'startedAt', 'people', 'identities', 'agents', 'tracks', 'joins', 'lastEventAt'] as const;
export type SortField = (typeof SORT_FIELDS)[number];
export type SessionSort = Sort<SortField>;

export const DEFAULT_SORT: SessionSort = { field: 'startedAt', descending: true };

export const parseSessionSort = (text: string | undefined): SessionSort => parseSort(text, SORT_FIELDS, DEFAULT_SORT);

/** The URL's `sort` after a click on a column's heading. */
export const turnSessionSort = (sort: SessionSort, field: string): string => turned(sort, field, ['name']);

export const orderOf = ({ field, descending }: SessionSort): Order<Session> => ({
  key: (session) => keyOf(session, field),
  descending,
});
