/** Resolves named ranges (`range=last7d`) to instants or days at the time of a request. */
import { rangeDays, rangeSpan, type RangeName, shiftDay } from '@livekit-dashboard/contracts';
import { dayOf } from '@livekit-dashboard/domain';
import { ProblemException } from '../http/problem';

interface RangeQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly range?: RangeName | undefined;
  readonly tz?: string | undefined;
}

/** The query with `from` and `to` in place of its `range`. */
export function withInstants<T extends RangeQuery>(query: T, nowMs: number): T {
  const range = onlyRange(query);
  if (range === undefined) return query;
  const { fromMs, toMs } = rangeSpan(range, nowMs, query.tz ?? 'UTC');
  return { ...query, range: undefined, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** Costs are of whole UTC days: those that have the dates of the range in its zone, `to` excluded. */
export function costDays<T extends RangeQuery>(query: T, nowMs: number): T {
  const range = onlyRange(query);
  if (range === undefined) return query;
  const [first, last] = rangeDays(range, nowMs, query.tz ?? 'UTC');
  // East of Greenwich a day begins before that of UTC does.
  const from = first < dayOf(nowMs) ? first : dayOf(nowMs);
  return { ...query, range: undefined, from, to: shiftDay(last, 1) };
}

function onlyRange({ range, from, to }: RangeQuery): RangeName | undefined {
  if (range === undefined || (from === undefined && to === undefined)) return range;
  throw new ProblemException(400, 'The request has fields that are not valid.', {
    errors: [{ field: 'range', message: 'cannot be combined with from or to' }],
  });
}
