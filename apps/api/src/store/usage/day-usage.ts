/** Usage by UTC day, from which costs are calculated. */
import { dayAfter, dayOf, dayStartMs, type DayUsage } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { countedBuckets } from './buckets';
import type { Counting } from './counting';
import type { LocalDay } from './local-days';
import { secondsOf } from './usage-page';

/** Of each day of `[from, to)` (UTC days) that has begun. */
export async function dayUsage(
  manager: EntityManager,
  from: string,
  to: string,
  counting: Counting,
): Promise<DayUsage[]> {
  const days: LocalDay[] = [];
  const last = dayOf(counting.nowMs);
  for (let day = from; day < to && day <= last; day = dayAfter(day)) {
    const fromMs = dayStartMs(day);
    days.push({ day, fromMs, toMs: dayStartMs(dayAfter(day)) });
  }
  const counted = await countedBuckets(manager, days, counting);
  return counted.map((one, i) => ({
    day: days[i]?.day ?? '',
    seconds: secondsOf(one),
    estimated: secondsOf(one, 'estimated'),
  }));
}
