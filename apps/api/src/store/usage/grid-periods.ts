import { DIMENSIONS } from '@livekit-dashboard/contracts';
import { dayStartMs, type RatePlans } from '@livekit-dashboard/domain';
import type { GridPeriod } from './shares';

/** The first and the last moment that JavaScript has a date for. */
const [EARLIEST, LATEST] = [-8.64e15, 8.64e15];

/** The increments and minimums of all times. */
export function gridPeriods(plans: RatePlans): GridPeriod[] {
  const starts = [EARLIEST, ...plans.effectiveDays.map(dayStartMs)];
  return starts.flatMap((fromMs, i) => {
    const grids = plans.gridsAt(fromMs);
    const toMs = starts[i + 1] ?? LATEST;
    return DIMENSIONS.map((dimension) => ({ fromMs, toMs, dimension, ...grids[dimension] }));
  });
}
