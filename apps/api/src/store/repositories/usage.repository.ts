import { DAY_MS } from '@livekit-dashboard/domain';
import type { Analytics, AnalyticsQuery, UsageItem, UsageQuery } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { type CountedDay, countedDays } from '../usage/counted-days';
import { countedKinds } from '../usage/counted-kinds';
import { type CountedPart, countedParts } from '../usage/counted-parts';
import { type Counting, countingOf, narrowed } from '../usage/counting';
import { identitiesOfDays } from '../usage/identities';
import { type LocalDay, localDays } from '../usage/local-days';
import { nextCursorOf, partsPage } from '../usage/parts-order';
import type { Span } from '../usage/range-parts';
import type { UsageFilters } from '../usage/usage-filter';
import { analyticsDay, dayItem, partItem } from '../usage/usage-page';
import { type AsOf, type Page, shownTotal } from './list';
import { Order } from './order';
import { RateRepository } from './rate.repository';
import { SlowReader } from './slow-reader';

const DEFAULT_DAYS = 30;

const BY_DAY = new Order<{ readonly day: string }>('usage day', [{ sql: 'day', type: 'text', of: ({ day }) => day }]);

export interface RangeQuery extends UsageFilters {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What was used: counted from rollups where they hold, and from the rows where they do not. Reads of one moment. */
@Injectable()
export class UsageRepository {
  constructor(
    private readonly slow: SlowReader,
    private readonly config: Config,
    private readonly rates: RateRepository,
  ) {}

  analytics(query: AnalyticsQuery, nowMs: number, signal: AbortSignal): Promise<Omit<Analytics, 'serverTime'>> {
    const range = rangeOf(query, nowMs);
    const days = localDays(...range, query.tz);
    return this.read(query, range, nowMs, signal, async (manager, counting, asOf) => {
      const counted = await countedDays(manager, days, counting);
      const kinds = await countedKinds(manager, range, counting);
      const top = async (kind: 'room' | 'identity'): Promise<UsageItem[] | null> =>
        query.top === 0
          ? null
          : named(await countedParts(manager, kind, range, counting, { limit: query.top, after: null }));
      return {
        from: new Date(range[0]).toISOString(),
        to: new Date(range[1]).toISOString(),
        tz: query.tz,
        days: days.map(({ day }, i) => analyticsDay(day, counted[i] as CountedDay)),
        leaves: kinds.leave,
        ends: kinds.end,
        lengths: kinds.length,
        rooms: await top('room'),
        identities: await top('identity'),
        ...asOf,
      };
    });
  }

  /** Throws `BadCursorError`. */
  list(query: UsageQuery, nowMs: number, signal: AbortSignal): Promise<Page<UsageItem>> {
    const range = rangeOf(query, nowMs);
    return query.groupBy === 'day'
      ? this.listDays(query, range, nowMs, signal)
      : this.listParts({ ...query, groupBy: query.groupBy }, range, nowMs, signal);
  }

  private listDays(query: UsageQuery, range: Span, nowMs: number, signal: AbortSignal): Promise<Page<UsageItem>> {
    const after = BY_DAY.placeOf(query.cursor)?.[0] ?? '';
    const all = localDays(...range, query.tz);
    const page = all.filter(({ day }) => day > after).slice(0, query.limit);
    const last = page.at(-1);
    const next = last && last !== all.at(-1) ? BY_DAY.cursorOf(last) : null;
    return this.read(query, range, nowMs, signal, async (manager, counting, asOf) => {
      const counted = await countedDays(manager, page, counting);
      const identities = await identitiesOfDays(manager, query.tz === 'UTC' ? page : [], counting);
      const items = page.map(({ day, fromMs }: LocalDay, i) =>
        dayItem(day, counted[i] as CountedDay, identities.get(fromMs) ?? null),
      );
      return { items, nextCursor: next, total: shownTotal(all.length), ...asOf };
    });
  }

  private listParts(
    query: UsageQuery & { readonly groupBy: Exclude<UsageQuery['groupBy'], 'day'> },
    range: Span,
    nowMs: number,
    signal: AbortSignal,
  ): Promise<Page<UsageItem>> {
    const { groupBy, limit, cursor } = query;
    const page = partsPage(groupBy, limit, cursor);
    return this.read(query, range, nowMs, signal, async (manager, counting, asOf) => {
      const parts = await countedParts(manager, groupBy, range, counting, page);
      return {
        items: parts.slice(0, limit).map(partItem),
        nextCursor: nextCursorOf(groupBy, limit, parts),
        total: shownTotal(parts[0]?.total ?? 0),
        ...asOf,
      };
    });
  }

  private read<T>(
    query: RangeQuery & { readonly groupBy?: string },
    range: Span,
    nowMs: number,
    signal: AbortSignal,
    work: (manager: EntityManager, counting: Counting, asOf: AsOf) => Promise<T>,
  ): Promise<T> {
    const needs = { tenantKey: this.config.tenantKey, byTenant: query.groupBy === 'tenant' };
    return this.slow.read(signal, async (manager, asOf) => {
      const whole = await countingOf(manager, await this.rates.plans(manager), range, nowMs);
      return work(manager, narrowed(whole, query, needs), asOf);
    });
  }
}

/** The last 30 days unless told; what is to come is not counted. */
export function rangeOf({ from, to }: RangeQuery, nowMs: number): Span {
  const toMs = Math.min(to === undefined ? nowMs : Date.parse(to), nowMs);
  return [Math.min(from === undefined ? toMs - DEFAULT_DAYS * DAY_MS : Date.parse(from), toMs), toMs];
}

const named = (parts: readonly CountedPart[]): UsageItem[] =>
  parts.filter(({ key, ms }) => key !== '' && ms > 0).map(partItem);
