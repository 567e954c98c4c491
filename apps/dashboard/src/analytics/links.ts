/** Links from numbers to the sessions that they count. Pure. */
import type { Params } from '@angular/router';
import { periodSpan } from './periods';

export const FILTERS = ['room', 'identity', 'agent', 'tenant'] as const;
export type FilterName = (typeof FILTERS)[number];
/** The URL without any of them. */
export const NO_FILTERS: Params = Object.fromEntries(FILTERS.map((name) => [name, null]));
/** The filters of the numbers. */
export type Filters = Readonly<Record<FilterName, string | undefined>>;

/** The range of numbers as the server used it, with their filters. */
export interface Scope {
  /** ISO instants `[from, to)`. */
  readonly from: string;
  readonly to: string;
  /** IANA zone of its days and hours. */
  readonly tz: string;
  readonly filters: Filters;
}

/** The query of `/sessions` that lists all sessions in the range, live ones too; `more`: further filters. */
export const historyOf = ({ from, to, filters }: Scope, more: Params = {}): Params => ({
  view: 'history',
  from,
  to,
  live: 1,
  ...filters,
  ...more,
});

/** The same for one of its days or hours. */
export const periodOfHistory = (scope: Scope, key: string, more: Params = {}): Params => {
  const { fromMs, toMs } = periodSpan(key, scope.tz);
  const iso = (ms: number): string => new Date(ms).toISOString();
  return historyOf({ ...scope, from: iso(fromMs), to: iso(toMs) }, more);
};

/** Only those in which a join failed in these days. */
export const FAILED_JOINS: Params = { failed: 1 };
/** Only those that started in these days. */
export const STARTED: Params = { moment: 'start' };
/** Only those that ended in them. */
export const ENDED: Params = { moment: 'end', live: null };
