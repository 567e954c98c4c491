import {
  type Analytics,
  type AnalyticsQuery,
  previousSpan,
  RANGE_LIMIT_DAYS,
  type UsageItem,
  type UsageList,
  type UsageQuery,
} from '@livekit-dashboard/contracts';
import { DAY_MS } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { boundedRange } from './bounded-range';
import { addedUp, type Bucket, type CountedBucket, countedBuckets } from './buckets';
import { type Counting, countingOf, narrowed } from './counting';
import { identitiesOf } from './identities';
import { countedKinds } from './kinds';
import { type LocalDay, localDays, localHours } from './local-days';
import type { CountedPart, PartKind } from './part';
import { countedParts } from './parts';
import { nextCursorOf, partsPage } from './parts-page';
import type { MsRange } from './range-split';
import type { UsageFilters } from './usage-filter';
import { analyticsDay, analyticsHour, dayItem, partItem } from './usage-page';
import { type AsOf, shownTotal } from '../stream/list';
import { Order } from '../sql/order';
import { RateRepository } from './rate.repository';
import { SlowReader } from '../stream/slow-reader';

const DEFAULT_DAYS = 30;

/** Days or hours, by their key. */
const BY_KEY = new Order<{ readonly key: string }>('usage day', [{ sql: 'key', type: 'text', of: ({ key }) => key }]);

/** A list without what the controller adds. */
type UsagePage = Omit<UsageList, 'serverTime'>;

export interface RangeQuery extends UsageFilters {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Usage, counted from rollups where they are fresh and from rows elsewhere. Read in one snapshot. */
@Injectable()
export class UsageRepository {
  constructor(
    private readonly slow: SlowReader,
    private readonly config: Config,
    private readonly rates: RateRepository,
  ) {}

  /** Throws `RangeTooLongError`. */
  analytics(query: AnalyticsQuery, nowMs: number, signal: AbortSignal): Promise<Omit<Analytics, 'serverTime'>> {
    const { tz } = query;
    const work: Work<Omit<Analytics, 'serverTime'>> = async (manager, range, counting, asOf) => {
      const days = localDays(...range, tz);
      const hours = query.groupBy === 'hour' ? localHours(...range, tz) : [];
      const byHour = await countedBuckets(manager, hours, counting);
      const byDay = hours.length > 0 ? daysOfHours(days, hours, byHour) : await countedBuckets(manager, days, counting);
      const kinds = await countedKinds(manager, range, counting);
      const top = async (kind: 'room' | 'identity'): Promise<UsageItem[] | null> =>
        query.top === 0
          ? null
          : named(kind, await countedParts(manager, kind, range, counting, { limit: query.top, after: null }));
      return {
        ...instantsOf(range),
        tz,
        days: analyticsDays(days, byDay),
        hours:
          query.groupBy === 'hour'
            ? hours.map(({ fromMs }, i) => analyticsHour(fromMs, byHour[i] as CountedBucket))
            : null,
        previous: query.compare ? await previousOf(manager, query, counting, nowMs) : null,
        leaves: kinds.leave,
        ends: kinds.end,
        lengths: kinds.length,
        rooms: await top('room'),
        identities: await top('identity'),
        ...asOf,
      };
    };
    return this.read({ ...query, groupBy: undefined }, nowMs, signal, work, RANGE_LIMIT_DAYS[query.groupBy]);
  }

  /** Throws `BadCursorError` and `RangeTooLongError`. */
  list(query: UsageQuery, nowMs: number, signal: AbortSignal): Promise<UsagePage> {
    const { groupBy } = query;
    return groupBy === 'day' || groupBy === 'hour'
      ? this.listPeriods(query, groupBy, nowMs, signal)
      : this.listParts({ ...query, groupBy }, nowMs, signal);
  }

  private listPeriods(
    query: UsageQuery,
    groupBy: 'day' | 'hour',
    nowMs: number,
    signal: AbortSignal,
  ): Promise<UsagePage> {
    const after = BY_KEY.placeOf(query.cursor)?.[0] ?? '';
    const work: Work<UsagePage> = async (manager, range, counting, asOf) => {
      const all = periodsOf(range, groupBy, query.tz);
      const page = all.filter(({ key }) => key > after).slice(0, query.limit);
      const last = page.at(-1);
      const nextCursor = last && last !== all.at(-1) ? BY_KEY.cursorOf(last) : null;
      const counted = await countedBuckets(manager, page, counting);
      const identities = await identitiesOf(manager, groupBy === 'hour' || query.tz === 'UTC' ? page : [], counting);
      const items = page.map(({ key, fromMs }, i) =>
        dayItem(key, counted[i] as CountedBucket, identities.get(fromMs) ?? null),
      );
      return { items, nextCursor, total: shownTotal(all.length), ...instantsOf(range), ...asOf };
    };
    return this.read(query, nowMs, signal, work, RANGE_LIMIT_DAYS[groupBy]);
  }

  private listParts(
    query: UsageQuery & { readonly groupBy: Exclude<UsageQuery['groupBy'], 'day' | 'hour'> },
    nowMs: number,
    signal: AbortSignal,
  ): Promise<UsagePage> {
    const { groupBy, limit, cursor } = query;
    const page = partsPage(groupBy, limit, cursor);
    return this.read(query, nowMs, signal, async (manager, range, counting, asOf) => {
      const parts = await countedParts(manager, groupBy, range, counting, page);
      return {
        items: parts.slice(0, limit).map(partItem(groupBy)),
        nextCursor: nextCursorOf(groupBy, limit, parts),
        total: shownTotal(parts[0]?.total ?? 0),
        ...instantsOf(range),
        ...asOf,
      };
    });
  }

  private read<T>(
    query: RangeQuery & {
      readonly groupBy?: string | undefined;
      readonly compare?: string | undefined;
      readonly tz?: string;
    },
    nowMs: number,
    signal: AbortSignal,
    work: Work<T>,
    limitDays?: number,
  ): Promise<T> {
    const needs = { tenantKey: this.config.tenantKey, byTenant: query.groupBy === 'tenant' };
    return this.slow.read(signal, async (manager, asOf) => {
      const range = await boundedRange(manager, rangeOf(query, nowMs), limitDays);
      const before = query.compare ? previousRange(query, nowMs)[0] : range[0];
      const needed: MsRange = [Math.min(before, range[0]), range[1]];
      const whole = await countingOf(manager, await this.rates.plans(manager), needed, nowMs);
      return work(manager, range, narrowed(whole, query, needs), asOf);
    });
  }
}

type Work<T> = (manager: EntityManager, range: MsRange, counting: Counting, asOf: AsOf) => Promise<T>;

interface Period extends Bucket {
  readonly key: string;
}

/** Keys sort in the order of time. */
const periodsOf = (range: MsRange, groupBy: 'day' | 'hour', tz: string): Period[] =>
  groupBy === 'day'
    ? localDays(...range, tz).map(({ day, ...bucket }) => ({ key: day, ...bucket }))
    : localHours(...range, tz).map((hour) => ({ key: new Date(hour.fromMs).toISOString(), ...hour }));

const instantsOf = ([fromMs, toMs]: MsRange) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});

/** The last 30 days by default. The future is not counted, nor any time before 1970. */
function rangeOf({ from, to }: RangeQuery, nowMs: number): MsRange {
  const instant = (text: string): number => Math.min(Math.max(Date.parse(text), 0), nowMs);
  const toMs = to === undefined ? nowMs : instant(to);
  const fromMs = from === undefined ? Math.max(toMs - DEFAULT_DAYS * DAY_MS, 0) : instant(from);
  return [Math.min(fromMs, toMs), toMs];
}

/** The period that a query compares with. If the range is not over, it is as long as the elapsed part of the range. */
function previousRange(query: RangeQuery & { readonly tz?: string }, nowMs: number): MsRange {
  const [fromMs, toMs] = rangeOf(query, nowMs);
  const askedMs = query.to === undefined ? toMs : Math.max(toMs, Date.parse(query.to));
  const span = previousSpan({ fromMs, toMs: askedMs }, nowMs, query.tz ?? 'UTC');
  return [Math.max(span.fromMs, 0), Math.max(span.toMs, 0)];
}

async function previousOf(
  manager: EntityManager,
  query: AnalyticsQuery,
  counting: Counting,
  nowMs: number,
): Promise<Analytics['previous']> {
  const range = await boundedRange(manager, previousRange(query, nowMs));
  const days = localDays(...range, query.tz);
  return { ...instantsOf(range), days: analyticsDays(days, await countedBuckets(manager, days, counting)) };
}

const analyticsDays = (days: readonly LocalDay[], counted: readonly CountedBucket[]): Analytics['days'] =>
  days.map(({ day }, i) => analyticsDay(day, counted[i] as CountedBucket));

/** The hours of each day are added up: each day begins with an hour of its own. */
const daysOfHours = (
  days: readonly LocalDay[],
  hours: readonly { readonly fromMs: number }[],
  counted: readonly CountedBucket[],
): CountedBucket[] =>
  days.map(({ fromMs, toMs }) =>
    addedUp(counted.filter((_, i) => fromMs <= (hours[i]?.fromMs ?? -1) && (hours[i]?.fromMs ?? Infinity) < toMs)),
  );

const named = (kind: PartKind, parts: readonly CountedPart[]): UsageItem[] =>
  parts.filter(({ key, ms }) => key !== '' && ms > 0).map(partItem(kind));
