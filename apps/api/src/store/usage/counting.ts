/**
 * How usage is counted for one answer: what is counted, with which increments, as of when, and which rollups can be
 * read instead of rows.
 */
import type { RatePlans } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { freshDays } from './freshness';
import { type IncrementPeriod, incrementPeriods } from './increments';
import type { MsRange } from './range-split';
import { freshMonths } from './rollup-month';
import { EVERYTHING, type FilterNeeds, type FilterSql, filterSql, type UsageFilters } from './usage-filter';

export interface Counting {
  readonly filter: FilterSql;
  readonly increments: readonly IncrementPeriod[];
  readonly nowMs: number;
  /** Starts of the days whose rollup is fresh. */
  readonly freshDays: readonly number[];
  /** Months of such days whose sums are fresh. */
  readonly freshMonths: readonly MsRange[];
}

/** Of everything, under the saved rates. */
export const countingOf = async (
  manager: EntityManager,
  plans: RatePlans,
  range: MsRange,
  nowMs: number,
): Promise<Counting> => {
  const days = await freshDays(manager, ...range);
  return {
    filter: EVERYTHING,
    increments: incrementPeriods(plans),
    nowMs,
    freshDays: days.map(({ dayMs }) => dayMs),
    freshMonths: await freshMonths(manager, days),
  };
};

/** The same for what the filters match. */
export const narrowed = (counting: Counting, filters: UsageFilters, needs: FilterNeeds): Counting => ({
  ...counting,
  filter: filterSql(filters, needs),
});
