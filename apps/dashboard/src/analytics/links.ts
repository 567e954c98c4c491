/** Where a number leads: to the sessions behind it. Pure. */
import type { Params } from '@angular/router';
import { dayOf, type Days } from '../range/days';

export const FILTERS = ['room', 'identity', 'agent', 'tenant'] as const;
export type FilterName = (typeof FILTERS)[number];
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
}

/** The query of `/sessions` that lists them; `more` narrows further. */
export const historyOf = ({ days, filters }: Scope, more: Params = {}): Params => ({
  view: 'history',
  ...days,
  ...filters,
  ...more,
});

/** The same of one of the days. */
export const dayOfHistory = (scope: Scope, day: string, more: Params = {}): Params =>
  historyOf(scope, { from: day, to: day, ...more });

/** Only those with a join that failed. */
export const FAILED_JOINS: Params = { flags: 'aborted' };

/** The whole UTC days of `[from, to)`. */
export const utcDaysOf = (from: string, to: string): Days => ({
  from: dayOf(Date.parse(from), 'utc'),
  to: dayOf(Date.parse(to) - 1, 'utc'),
});
