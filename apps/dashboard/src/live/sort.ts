/**
 * Orders of live lists. A row's key is taken when it enters the list or when the order is chosen, not at every change:
 * rows do not jump as their numbers change. Ties are in order of the sid, so that the order is total.
 */
import type { ColumnSort } from '@livekit-dashboard/ui';

export interface Sort<F extends string> extends ColumnSort {
  readonly field: F;
}

export type SortKey = string | number;

/** What a list uses of a sort. */
export interface Order<T> {
  readonly key: (value: T) => SortKey;
  readonly descending: boolean;
}

export const formatSort = (sort: ColumnSort): string => (sort.descending ? '-' : '') + sort.field;

/** A second click on a column reverses it; numbers and times begin with the greatest, `words` with A. */
export function turnSort<F extends string>(sort: Sort<F>, field: F, words: readonly F[]): Sort<F> {
  return { field, descending: sort.field === field ? !sort.descending : !words.includes(field) };
}

/** Parses the URL: `people`, `-people`. Anything else results in the fallback. */
export function parseSort<F extends string>(
  text: string | undefined,
  fields: readonly F[],
  fallback: Sort<F>,
): Sort<F> {
  const field = fields.find((known) => known === text?.replace(/^-/, ''));
  return field ? { field, descending: text?.startsWith('-') ?? false } : fallback;
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

/** A field as a key: instants (named `...At`) as times, unknown ones first; numbers and words as they are. */
export function keyOf<T>(value: T, field: string & keyof T): SortKey {
  const known: unknown = value[field];
  if (field.endsWith('At')) return typeof known === 'string' ? Date.parse(known) : 0;
  return typeof known === 'number' || typeof known === 'string' ? known : '';
}

/** The URL's parameter after a click on a column's heading. */
export const turned = (sort: ColumnSort, field: string, words: readonly string[]): string =>
  formatSort(turnSort<string>(sort, field, words));
