/**
 * The order of the live list. A row's key is taken when it enters the list or when the order is chosen, not at every change: rows do
 * not jump as their numbers move. Ties go by sid, so that the order is total.
 */
import type { Session } from '@livekit-dashboard/contracts';

export const SORT_FIELDS = [
  'name',
  'startedAt',
  'people',
  'identities',
  'agents',
  'tracks',
  'joins',
  'lastEventAt',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export interface Sort {
  readonly field: SortField;
  readonly descending: boolean;
}

export const DEFAULT_SORT: Sort = { field: 'startedAt', descending: true };

/** As it stands in the URL: `people`, `-people`. Anything else is the default. */
export function parseSort(text: string | undefined): Sort {
  const field = SORT_FIELDS.find((known) => known === text?.replace(/^-/, ''));
  return field ? { field, descending: text?.startsWith('-') ?? false } : DEFAULT_SORT;
}

export const formatSort = (sort: Sort): string => (sort.descending ? '-' : '') + sort.field;

/** A second click on a column turns it round; numbers and times begin with the greatest, names with A. */
export function turnSort(sort: Sort, field: SortField): Sort {
  return sort.field === field ? { field, descending: !sort.descending } : { field, descending: field !== 'name' };
}

export type SortKey = string | number;

export function sortKey(session: Session, field: SortField): SortKey {
  const value = session[field];
  if (field === 'startedAt' || field === 'lastEventAt') return value === null ? 0 : Date.parse(String(value));
  return value ?? '';
}

export interface Keyed {
  readonly sid: string;
  readonly key: SortKey;
}

const names = new Intl.Collator('en', { numeric: true });

export function compareKeyed(a: Keyed, b: Keyed, descending: boolean): number {
  const order =
    typeof a.key === 'number' && typeof b.key === 'number'
      ? a.key - b.key
      : names.compare(String(a.key), String(b.key));
  const directed = descending ? -order : order;
  return directed || (a.sid < b.sid ? -1 : 1);
}
