/** Rates with one more plan, and what that changes. */
import type { Rates } from '@livekit-dashboard/contracts';
import { dayStartMs } from './calendar';
import { RatePlans } from './plans';

/** `plan` is saved after the others. */
export const withPlan = ({ plans }: RatePlans, plan: Rates): RatePlans => new RatePlans([...plans, plan]);

/** `plan` is in force from `day` on, whatever its own day, and none of the others any more. */
export const insteadFrom = ({ plans }: RatePlans, day: string, plan: Rates): RatePlans =>
  new RatePlans([...plans.filter(({ effectiveFrom }) => effectiveFrom < day), { ...plan, effectiveFrom: day }]);

/** Whether what starts on a day of `[from, to)` has the same increments and minimums under both. Without `to`: ever after `from`. */
export function cutAlike(one: RatePlans, other: RatePlans, from: string, to?: string): boolean {
  const changes = [...one.effectiveDays, ...other.effectiveDays].filter((day) => from < day && !(to && day >= to));
  return [from, ...changes].map(dayStartMs).every((ms) => same(one.gridsAt(ms), other.gridsAt(ms)));
}

/** Both have all dimensions, in their order. */
const same = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
