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
import type { EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { dayParts, partItems, wholeOf } from '../usage/cost-parts';
import { type Counting, countingOf, narrowed } from '../usage/counting';
import { dayUsage } from '../usage/day-usage';
import { nextCursorOf, partsPage } from '../usage/parts-order';
import { RateRepository } from './rate.repository';
import { SlowReader } from './slow-reader';

/** What use costs under the rates saved. Whole UTC days; the month so far unless told. */
@Injectable()
export class CostRepository {
  constructor(
    private readonly slow: SlowReader,
    private readonly config: Config,
    private readonly rates: RateRepository,
  ) {}

  /** Throws `BadCursorError`. */
  costs(query: CostsQuery, nowMs: number, signal: AbortSignal): Promise<Omit<Costs, 'serverTime'>> {
    const today = dayOf(nowMs);
    const { from = monthStart(today), to = dayAfter(today) } = query;
    return this.slow.read(signal, async (manager, asOf) => {
      const plans = await this.rates.plans(manager);
      const first = monthStart(from < today ? from : today);
      const counting = await countingOf(manager, plans, [dayStartMs(first), nowMs], nowMs);
      const usage = await dayUsage(manager, monthStart(from), to, counting);
      const cost = costOf({ from, to, usage, plans, nowMs });
      const hasMonth = monthStart(from) <= monthStart(today) && to > today;
      const month = hasMonth ? usage : await dayUsage(manager, monthStart(today), dayAfter(today), counting);
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
    const needs = { tenantKey: this.config.tenantKey, byTenant: groupBy === 'tenant' };
    const page = partsPage(groupBy, limit, cursor);
    const { items, parts } = await partItems(manager, groupBy, cost, plans, narrowed(counting, query, needs), page);
    const nextCursor = nextCursorOf(groupBy, limit, parts);
    return { groupBy, items: items.slice(0, limit), nextCursor, ...wholeOf(cost) };
  }
}

const shownOutlook = ({ monthToDate, forecast }: MonthOutlook): Pick<Costs, 'monthToDate' | 'forecast'> => ({
  monthToDate: monthToDate === null ? null : shownMoney(monthToDate),
  forecast: forecast === null ? null : shownMoney(forecast),
});
