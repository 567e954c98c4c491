/** How usage is counted for one answer: of what, cut how, as of when, and which rollups may be read instead. */
import type { RatePlans } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { gridPeriods } from './grid-periods';
import { heldMonths } from './month-rollup';
import type { Span } from './range-parts';
import type { GridPeriod } from './shares';
import { rolledDays } from './usage-book';
import { EVERYTHING, type FilterNeeds, type FilterSql, filterSql, type UsageFilters } from './usage-filter';

export interface Counting {
  readonly filter: FilterSql;
  /** The same for statements whose parameters before it are the range alone. */
  readonly rangeFilter: FilterSql;
  readonly grids: readonly GridPeriod[];
  readonly nowMs: number;
  /** Starts of the days whose rollup holds. */
  readonly heldDays: readonly number[];
  /** Months of such days whose sums hold. */
  readonly heldMonths: readonly Span[];
}

/** Of everything, under the rates saved. */
export const countingOf = async (
  manager: EntityManager,
  plans: RatePlans,
  range: Span,
  nowMs: number,
): Promise<Counting> => {
  const days = await rolledDays(manager, ...range);
  return {
    filter: EVERYTHING,
    rangeFilter: EVERYTHING,
    grids: gridPeriods(plans),
    nowMs,
    heldDays: days.map(({ dayMs }) => dayMs),
    heldMonths: await heldMonths(manager, days),
  };
};

/** The same of what the filters let through. */
export const narrowed = (
  counting: Counting,
  filters: UsageFilters,
  needs: Pick<FilterNeeds, 'tenantKey' | 'byTenant'>,
): Counting => ({
  ...counting,
  filter: filterSql(filters, needs),
  rangeFilter: filterSql(filters, { tenantKey: needs.tenantKey ?? null, before: 2 }),
});
