/**
 * What the current UTC month will cost if usage continues at its pace so far: the seconds of each dimension divided by
 * the elapsed share of the month, the part beyond the remaining included minutes at today's price. It models neither
 * weekdays nor trends.
 */
import { DIMENSIONS, type Dimension } from '@livekit-dashboard/contracts';
import { DAY_MS, dayAfter, dayOf, dayStartMs, monthStart, nextMonthStart } from './calendar';
import { costOf, totalAmount, type Charge, type Cost, type CostRange } from './cost';
import { priced, type Money } from './money';

export interface MonthForecast {
  readonly monthToDate: Money | null;
  /** Null on the first day of the month, when the pace says little, and if some usage has no price. */
  readonly forecast: Money | null;
}

export function monthForecast(input: Omit<CostRange, 'from' | 'to'>): MonthForecast {
  const today = dayOf(input.nowMs);
  const cost = costOf({ ...input, from: monthStart(today), to: dayAfter(today) });
  if (cost.currency === null) return { monthToDate: null, forecast: null };
  const soFar = totalAmount(cost);
  const rest = remainder(cost, input, today);
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
    const included = cost.scope === 'all' ? plans.includedIn(today, dimension) : 0;
    const left = Math.max(0, included - used);
    amount += priced(Math.max(0, more - left), price);
  }
  return amount;
}

const secondsOf = (charges: readonly Charge[], wanted: Dimension): number =>
  charges.reduce((sum, { dimension, seconds }) => (dimension === wanted ? sum + seconds : sum), 0);
