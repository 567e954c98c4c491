import { type CostRange, dayStartMs, type DayUsage } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { countedDays } from './counted-days';
import { gridPeriods } from './grid-periods';
import { localDays } from './local-days';
import { EVERYTHING } from './usage-filter';
import { secondsOf } from './usage-page';

/** `heldDays`: starts of the days whose rollup holds under these plans. */
export interface DailyRange extends Omit<CostRange, 'usage'> {
  readonly heldDays: readonly number[];
}

/** What was used on each UTC day of a range so far, by whomever: what cost is told from. */
export async function dailyUsage(
  manager: EntityManager,
  { from, to, plans, nowMs, heldDays }: DailyRange,
): Promise<DayUsage[]> {
  const days = localDays(dayStartMs(from), Math.min(dayStartMs(to), nowMs), 'UTC');
  const counted = await countedDays(manager, days, { filter: EVERYTHING, grids: gridPeriods(plans), nowMs, heldDays });
  return days.map(({ day }, i) => {
    const one = counted[i];
    return { day, seconds: one ? secondsOf(one) : {}, estimated: one ? secondsOf(one, 'estimated') : {} };
  });
}
