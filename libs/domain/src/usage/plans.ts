/**
 * Which rates are in force when. A plan is in force from the start of its UTC day until the next one's; of two of one day the one saved
 * later is meant. Included minutes and the fee are those in force at the start of the UTC month.
 */
import { DIMENSIONS, type Dimension, type DimensionRate, type Rates } from '@livekit-dashboard/contracts';
import { dayOf, monthStart } from './calendar';
import type { Grid } from './units';

export type Grids = Readonly<Record<Dimension, Grid>>;

/** Where no plan tells another: whole minutes. */
export const DEFAULT_GRID: Grid = { incrementMs: 60_000, minimumUnits: 0 };

const gridsOf = (plan: Rates | null): Grids =>
  Object.fromEntries(
    DIMENSIONS.map((dimension) => {
      const rate = rateOf(plan, dimension);
      return [
        dimension,
        rate ? { incrementMs: rate.incrementSeconds * 1000, minimumUnits: rate.minimumUnits } : DEFAULT_GRID,
      ];
    }),
  ) as Record<Dimension, Grid>;

const rateOf = (plan: Rates | null, dimension: Dimension): DimensionRate | null =>
  plan?.dimensions.find((rate) => rate.dimension === dimension) ?? null;

const NO_PLAN_GRIDS = gridsOf(null);

export class RatePlans {
  /** In the order of their days, one for each. */
  readonly plans: readonly Rates[];
  private readonly grids: readonly Grids[];

  /** `saved`: in the order in which they were saved. */
  constructor(saved: readonly Rates[]) {
    const byDay = new Map(saved.map((plan) => [plan.effectiveFrom, plan]));
    this.plans = [...byDay.values()].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
    this.grids = this.plans.map(gridsOf);
  }

  /** The first days of plans, in order. */
  get effectiveDays(): readonly string[] {
    return this.plans.map(({ effectiveFrom }) => effectiveFrom);
  }

  /** The plan in force on a UTC day, null before the first. */
  on(day: string): Rates | null {
    return this.plans[this.indexOn(day)] ?? null;
  }

  /** Of a stretch that starts then. */
  gridsAt(ms: number): Grids {
    if (this.plans.length === 0) return NO_PLAN_GRIDS;
    return this.grids[this.indexOn(dayOf(ms))] ?? NO_PLAN_GRIDS;
  }

  /** Per minute; null if nobody told. `currency`: a price in another one is none. */
  priceOn(day: string, dimension: Dimension, currency: string): string | null {
    const plan = this.on(day);
    return plan?.currency === currency ? (rateOf(plan, dimension)?.price ?? null) : null;
  }

  /** In seconds, for the UTC month of `day`. */
  includedIn(day: string, dimension: Dimension): number {
    return (rateOf(this.on(monthStart(day)), dimension)?.includedMinutes ?? 0) * 60;
  }

  /** For the UTC month of `day`. */
  feeIn(day: string, currency: string): string {
    const plan = this.on(monthStart(day));
    return plan?.currency === currency ? plan.monthlyFee : '0';
  }

  private indexOn(day: string): number {
    return this.plans.findLastIndex(({ effectiveFrom }) => effectiveFrom <= day);
  }
}
