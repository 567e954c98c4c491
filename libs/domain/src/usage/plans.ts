/**
 * Which rates apply when. A plan applies from the start of its UTC day until that of the next plan; of two plans of one
 * day, the one saved later applies. Included minutes and the fee are those of the start of the UTC month.
 */
import { DIMENSIONS, type Dimension, type DimensionRate, type Rates } from '@livekit-dashboard/contracts';
import { dayOf, monthStart } from './calendar';
import type { Increment } from './units';

export type Increments = Readonly<Record<Dimension, Increment>>;

/** Applies where no plan sets an increment: whole minutes. */
const DEFAULT_INCREMENT: Increment = { incrementMs: 60_000, minimumUnits: 0 };

const incrementsOf = (plan: Rates | null): Increments =>
  Object.fromEntries(
    DIMENSIONS.map((dimension) => {
      const rate = rateOf(plan, dimension);
      return [
        dimension,
        rate ? { incrementMs: rate.incrementSeconds * 1000, minimumUnits: rate.minimumUnits } : DEFAULT_INCREMENT,
      ];
    }),
  ) as Record<Dimension, Increment>;

const rateOf = (plan: Rates | null, dimension: Dimension): DimensionRate | null =>
  plan?.dimensions.find((rate) => rate.dimension === dimension) ?? null;

const NO_PLAN_INCREMENTS = incrementsOf(null);

export class RatePlans {
  /** In order of their days, one for each day. */
  readonly plans: readonly Rates[];
  private readonly increments: readonly Increments[];

  /** `saved`: in the order in which they were saved. */
  constructor(saved: readonly Rates[]) {
    const byDay = new Map(saved.map((plan) => [plan.effectiveFrom, plan]));
    this.plans = [...byDay.values()].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
    this.increments = this.plans.map(incrementsOf);
  }

  /** The first days of the plans, in order. */
  get effectiveDays(): readonly string[] {
    return this.plans.map(({ effectiveFrom }) => effectiveFrom);
  }

  /** The plan in force on a UTC day; null before the first. */
  on(day: string): Rates | null {
    return this.plans[this.indexOn(day)] ?? null;
  }

  /** The increments of an interval that starts at `ms`. */
  incrementsAt(ms: number): Increments {
    if (this.plans.length === 0) return NO_PLAN_INCREMENTS;
    return this.increments[this.indexOn(dayOf(ms))] ?? NO_PLAN_INCREMENTS;
  }

  /** Per minute; null if there is none in `currency`. */
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
