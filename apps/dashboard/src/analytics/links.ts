/** Where a number leads: to the sessions behind it. Pure. */
import type { Params } from '@angular/router';
import { addDays, dayOf, type Days } from '../range/days';

export const FILTERS = ['room', 'identity', 'agent', 'tenant'] as const;
export type FilterName = (typeof FILTERS)[number];
/** The URL without any of them. */
export const NO_FILTERS: Params = Object.fromEntries(FILTERS.map((name) => [name, null]));
/** What the numbers are narrowed to. */
export type Filters = Readonly<Record<FilterName, string | undefined>>;

export const FILTER_WORDS: Readonly<Record<FilterName, string>> = {
  room: 'Room',
  identity: 'Identity',
  agent: 'Agent',
  tenant: 'Tenant',
};

/** The days of some numbers, and what they are narrowed to. */
export interface Scope {
  readonly days: Days;
  readonly filters: Filters;
  /** The days are of UTC, whatever the zone of the page. */
  readonly utc?: true;
}

/** The query of `/sessions` that lists all that was there in these days, live ones too; `more` narrows further. */
export const historyOf = ({ days, filters, utc }: Scope, more: Params = {}): Params => ({
  view: 'history',
  ...(utc ? { from: `${days.from}T00:00Z`, to: `${addDays(days.to, 1)}T00:00Z` } : days),
  live: 1,
  ...filters,
  ...more,
});

/** The same of one of the days. */
export const dayOfHistory = (scope: Scope, day: string, more: Params = {}): Params =>
  historyOf({ ...scope, days: { from: day, to: day } }, more);

/** Only those in which a join failed in these days. */
export const FAILED_JOINS: Params = { failed: 1 };
/** Only those that started in them. */
export const STARTED: Params = { moment: 'start' };
/** Only those that ended in them. */
export const ENDED: Params = { moment: 'end', live: null };

/** The whole UTC days of `[from, to)`. */
export const utcDaysOf = (from: string, to: string): Days => ({
  from: dayOf(Date.parse(from), 'utc'),
  to: dayOf(Date.parse(to) - 1, 'utc'),
});
