/** Derives changed rates, and compares their increments. */
import type { Rates } from '@livekit-dashboard/contracts';
import { dayStartMs } from './calendar';
import { RatePlans } from './plans';

/** As if `plan` were saved after the others. */
export const withPlan = ({ plans }: RatePlans, plan: Rates): RatePlans => new RatePlans([...plans, plan]);

/** As if `plan` took effect on `day`, whatever its own day, and replaced all later plans. */
export const withPlanFrom = ({ plans }: RatePlans, day: string, plan: Rates): RatePlans =>
  new RatePlans([...plans.filter(({ effectiveFrom }) => effectiveFrom < day), { ...plan, effectiveFrom: day }]);

/**
 * Whether intervals that start on a day of `[from, to)` have the same increments and minimums under both. Without `to`:
 * on `from` and ever after.
 */
export function haveSameIncrements(one: RatePlans, other: RatePlans, from: string, to?: string): boolean {
  const changes = [...one.effectiveDays, ...other.effectiveDays].filter((day) => from < day && !(to && day >= to));
  return [from, ...changes].map(dayStartMs).every((ms) => same(one.incrementsAt(ms), other.incrementsAt(ms)));
}

/** Both have all dimensions, in the same order. */
const same = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
