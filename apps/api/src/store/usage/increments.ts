/** The increments and minimums of rate plans, as SQL reads them. */
import { DIMENSIONS } from '@livekit-dashboard/contracts';
import { dayStartMs, type RatePlans } from '@livekit-dashboard/domain';

/** Increment and minimum of a dimension, for what starts within `[fromMs, toMs)`. */
export interface IncrementPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly dimension: string;
  readonly incrementMs: number;
  readonly minimumUnits: number;
}

/** The first and the last instant that a JavaScript date can represent. */
const [EARLIEST, LATEST] = [-8.64e15, 8.64e15];

/** Of all times. */
export function incrementPeriods(plans: RatePlans): IncrementPeriod[] {
  const starts = [EARLIEST, ...plans.effectiveDays.map(dayStartMs)];
  return starts.flatMap((fromMs, i) => {
    const increments = plans.incrementsAt(fromMs);
    const toMs = starts[i + 1] ?? LATEST;
    return DIMENSIONS.map((dimension) => ({ fromMs, toMs, dimension, ...increments[dimension] }));
  });
}
