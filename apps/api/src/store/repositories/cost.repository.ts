import type { CostParts, Costs, CostsQuery } from '@livekit-dashboard/contracts';
import {
  type Cost,
  costOf,
  costView,
  dayAfter,
  dayOf,
  dayStartMs,
  type DayUsage,
  monthOutlook,
  monthStart,
  type MonthOutlook,
  type RatePlans,
  shownMoney,
} from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { dayParts, partItems, wholeOf } from '../usage/cost-parts';
import type { Counting } from '../usage/counted-days';
import type { CountedPart } from '../usage/counted-parts';
import { dayUsage } from '../usage/day-usage';
import { gridPeriods } from '../usage/grid-periods';
import { heldDays } from '../usage/usage-book';
import { EVERYTHING, filterSql } from '../usage/usage-filter';
import { BY_TIME } from '../usage/parts-order';
import { RateRepository } from './rate.repository';
import { readSlowly } from './read-slowly';

/** What use costs under the rates saved. Whole UTC days; the month so far unless told. */
@Injectable()
export class CostRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
    private readonly rates: RateRepository,
  ) {}

  /** Throws `BadCursorError`. */
  costs(query: CostsQuery, nowMs: number, signal: AbortSignal): Promise<Omit<Costs, 'serverTime'>> {
    const today = dayOf(nowMs);
    const { from = monthStart(today), to = dayAfter(today) } = query;
    const patience = { signal, cancellable: this.config.databaseUrl !== null };
    return readSlowly(this.dataSource, patience, async (manager, asOf) => {
      const plans = await this.rates.plans(manager);
      const first = monthStart(from < today ? from : today);
      const counting: Counting = {
        filter: EVERYTHING,
        grids: gridPeriods(plans),
        nowMs,
        heldDays: await heldDays(manager, dayStartMs(first), nowMs),
      };
      const usage = await dayUsage(manager, monthStart(from), to, counting);
      const cost = costOf({ from, to, usage, plans, nowMs });
      const month = await dayUsage(manager, monthStart(today), dayAfter(today), counting);
      const outlook = monthOutlook({ usage: month, plans, nowMs });
      const parts = await this.parts(manager, query, { cost, usage, plans, counting });
      return { ...costView(cost), ...shownOutlook(outlook), parts, ...asOf };
    });
  }

  private async parts(
    manager: EntityManager,
    query: CostsQuery,
    { cost, usage, plans, counting }: { cost: Cost; usage: DayUsage[]; plans: RatePlans; counting: Counting },
  ): Promise<CostParts | null> {
    const { groupBy, limit, cursor } = query;
    if (groupBy === undefined) return null;
    if (groupBy === 'day') {
      return { groupBy, items: dayParts(usage, cost, plans), nextCursor: null, ...wholeOf(cost) };
    }
    const order = BY_TIME(groupBy);
    const place = order.placeOf(cursor);
    const after = place && { ms: Number(place[0]), key: String(place[1]) };
    const { tenantKey } = this.config;
    const narrowed = { ...counting, filter: filterSql(query, { tenantKey, byTenant: groupBy === 'tenant' }) };
    const page = { limit: limit + 1, after };
    const { items, parts } = await partItems(manager, groupBy, cost, plans, narrowed, page);
    const last: CountedPart | undefined = parts[limit - 1];
    const nextCursor = parts.length > limit && last ? order.cursorOf(last) : null;
    return { groupBy, items: items.slice(0, limit), nextCursor, ...wholeOf(cost) };
  }
}

const shownOutlook = ({ monthToDate, forecast }: MonthOutlook): Pick<Costs, 'monthToDate' | 'forecast'> => ({
  monthToDate: monthToDate === null ? null : shownMoney(monthToDate),
  forecast: forecast === null ? null : shownMoney(forecast),
});
