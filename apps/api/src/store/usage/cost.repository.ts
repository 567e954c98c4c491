import { type CostParts, type CostRow, type Costs, type CostsQuery, previousSpan } from '@livekit-dashboard/contracts';
import {
  type Cost,
  costOf,
  costView,
  dayAfter,
  dayOf,
  dayStartMs,
  type DayUsage,
  monthForecast,
  monthStart,
  type MonthForecast,
  type RatePlans,
  shownMoney,
  totalAmount,
} from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { boundedDays, type DayRange } from './bounded-range';
import { dayParts, partItems, wholeOf } from './cost-parts';
import { closingRows, partRows } from './cost-rows';
import { type Counting, countingOf, narrowed } from './counting';
import { dayUsage } from './day-usage';
import { nextCursorOf, partsPage } from './parts-page';
import { daysOfSession } from './session-days';
import { isFiltered } from './usage-filter';
import { RateRepository } from './rate.repository';
import { SlowReader } from '../stream/slow-reader';

/** Everything that an answer is made of, read in one snapshot. */
interface Priced {
  readonly manager: EntityManager;
  readonly cost: Cost;
  readonly usage: readonly DayUsage[];
  readonly plans: RatePlans;
  readonly counting: Counting;
}

/** Costs under the saved rates. Whole UTC days; the month so far by default. */
@Injectable()
export class CostRepository {
  constructor(
    private readonly slow: SlowReader,
    private readonly config: Config,
    private readonly rates: RateRepository,
  ) {}

  /** Throws `BadCursorError` and `RangeTooLongError`. */
  costs(query: CostsQuery, nowMs: number, signal: AbortSignal): Promise<Omit<Costs, 'serverTime'>> {
    return this.slow.read(signal, async (manager, asOf) => {
      const priced = await this.price(manager, query, nowMs);
      const { cost, usage, plans, counting } = priced;
      const today = dayOf(nowMs);
      const hasMonth = monthStart(cost.from) <= monthStart(today) && cost.to > today;
      const month = hasMonth ? usage : await dayUsage(manager, monthStart(today), dayAfter(today), counting);
      const outlook = monthForecast({ usage: month, plans, nowMs, scope: cost.scope });
      const parts = await this.parts(priced, query);
      const previous = query.compare ? await this.previous(manager, query, cost, nowMs) : null;
      return { ...costView(cost), ...shownOutlook(outlook), parts, previous, ...asOf };
    });
  }

  /** A page of the costs export. The last one ends with the rows that reconcile the parts with the total. */
  rows(
    query: CostsQuery,
    nowMs: number,
    signal: AbortSignal,
  ): Promise<{ readonly items: CostRow[]; readonly nextCursor: string | null }> {
    return this.slow.read(signal, async (manager) => {
      const priced = await this.price(manager, query, nowMs);
      const parts = await this.parts(priced, query);
      const { items = [], nextCursor = null } = parts ?? {};
      const closing = nextCursor === null ? closingRows(priced.cost) : [];
      return { items: [...partRows(items, priced.cost), ...closing], nextCursor };
    });
  }

  private async price(manager: EntityManager, query: CostsQuery, nowMs: number): Promise<Priced> {
    const today = dayOf(nowMs);
    const whole =
      query.from === undefined && query.to === undefined ? await daysOfSession(manager, query, nowMs) : null;
    const { from, to } = await boundedDays(
      manager,
      whole ?? { from: query.from ?? monthStart(today), to: query.to ?? dayAfter(today) },
      nowMs,
    );
    const plans = await this.rates.plans(manager);
    const first = monthStart(from < today ? from : today);
    const all = await countingOf(manager, plans, [dayStartMs(first), nowMs], nowMs);
    const counting = narrowed(all, query, {
      tenantKey: this.config.tenantKey,
      byTenant: query.groupBy === 'tenant',
    });
    const scope = isFiltered(query) ? 'filtered' : 'all';
    // Included minutes are consumed from the first day of the month; at list price there are none.
    const usage = await dayUsage(manager, scope === 'all' ? monthStart(from) : from, to, counting);
    return { manager, cost: costOf({ from, to, usage, plans, nowMs, scope }), usage, plans, counting };
  }

  private async parts(
    { manager, cost, usage, plans, counting }: Priced,
    { groupBy, limit, cursor }: CostsQuery,
  ): Promise<CostParts | null> {
    if (groupBy === undefined) return null;
    if (groupBy === 'day') {
      return { groupBy, items: dayParts(usage, cost, plans), nextCursor: null, ...wholeOf(cost) };
    }
    const page = partsPage(groupBy, limit, cursor);
    const { items, parts } = await partItems(manager, groupBy, cost, plans, counting, page);
    const nextCursor = nextCursorOf(groupBy, limit, parts);
    return { groupBy, items: items.slice(0, limit), nextCursor, ...wholeOf(cost) };
  }

  private async previous(
    manager: EntityManager,
    query: CostsQuery,
    { from, to }: Cost,
    nowMs: number,
  ): Promise<Costs['previous']> {
    const { groupBy: _, cursor: __, ...rest } = query;
    const { cost } = await this.price(manager, { ...rest, ...daysBefore({ from, to }, nowMs) }, nowMs);
    const { currency } = cost;
    const view = { from: instantOf(cost.from), to: instantOf(cost.to), currency };
    return { ...view, total: currency === null ? null : shownMoney(totalAmount(cost)) };
  }
}

/** Whole days: today is counted as far as it has passed. */
function daysBefore({ from, to }: DayRange, nowMs: number): DayRange {
  const span = { fromMs: dayStartMs(from), toMs: dayStartMs(to) };
  const { fromMs, toMs } = previousSpan(span, dayStartMs(dayAfter(dayOf(nowMs))), 'UTC');
  return { from: dayOf(fromMs), to: dayOf(toMs) };
}

const instantOf = (day: string): string => new Date(dayStartMs(day)).toISOString();

const shownOutlook = ({ monthToDate, forecast }: MonthForecast): Pick<Costs, 'monthToDate' | 'forecast'> => ({
  monthToDate: monthToDate === null ? null : shownMoney(monthToDate),
  forecast: forecast === null ? null : shownMoney(forecast),
});
