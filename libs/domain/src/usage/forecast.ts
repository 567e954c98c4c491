/**
 * What the UTC month of now will cost if use goes on at its pace so far: the seconds of each dimension by the elapsed share of the month,
 * what is still to come beyond the rest of the included minutes, at today's price. Plain: it knows no weekdays and no trend.
 */
import { DIMENSIONS, type Dimension } from '@livekit-dashboard/contracts';
import { DAY_MS, dayAfter, dayOf, dayStartMs, monthStart, nextMonthStart } from './calendar';
import { costOf, totalAmount, type Charge, type Cost, type CostRange } from './cost';
import { priced, type Money } from './money';

export interface MonthOutlook {
  readonly monthToDate: Money | null;
  /** Null on the first day of the month, while the pace says little, and when something in use has no price. */
  readonly forecast: Money | null;
}

export function monthOutlook(given: Omit<CostRange, 'from' | 'to'>): MonthOutlook {
  const today = dayOf(given.nowMs);
  const cost = costOf({ ...given, from: monthStart(today), to: dayAfter(today) });
  if (cost.currency === null) return { monthToDate: null, forecast: null };
  const soFar = totalAmount(cost);
  const rest = remainder(cost, given, today);
  return { monthToDate: soFar, forecast: rest === null ? null : soFar + rest };
}

function remainder(cost: Cost, { plans, nowMs }: Omit<CostRange, 'from' | 'to'>, today: string): Money | null {
  const elapsedMs = nowMs - dayStartMs(cost.from);
  if (elapsedMs < DAY_MS || cost.charges.some(({ seconds, price }) => seconds > 0 && price === null)) return null;
  const leftMs = dayStartMs(nextMonthStart(today)) - nowMs;
  let amount = 0n;
  for (const dimension of DIMENSIONS) {
    const used = secondsOf(cost.charges, dimension);
    if (used === 0) continue;
    const price = plans.priceOn(today, dimension, cost.currency ?? '');
    if (price === null) return null;
    const more = Number((BigInt(used) * BigInt(leftMs)) / BigInt(elapsedMs));
    const left = Math.max(0, plans.includedIn(today, dimension) - used);
    amount += priced(Math.max(0, more - left), price);
  }
  return amount;
}

const secondsOf = (charges: readonly Charge[], wanted: Dimension): number =>
  charges.reduce((sum, { dimension, seconds }) => (dimension === wanted ? sum + seconds : sum), 0);
