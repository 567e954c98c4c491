/**
 * Parts (a room, an identity, a tenant, ...) at list price: included minutes belong to the whole month and to none of
 * its parts. `sum of parts + includedAmount + feeAmount = totalAmount`, exactly (US7).
 */
import { DIMENSIONS } from '@livekit-dashboard/contracts';
import type { DimensionSeconds } from './cost';
import { priced, type Money } from './money';
import type { RatePlans } from './plans';

/** Seconds at the prices of `day`, which may represent all the days of its period (`pricePeriods`). */
export interface PartSeconds {
  readonly day: string;
  readonly seconds: DimensionSeconds;
}

/** `currency`: that of the whole cost. */
export function listAmount(part: readonly PartSeconds[], plans: RatePlans, currency: string | null): Money {
  let amount = 0n;
  for (const { day, seconds } of part) {
    for (const dimension of DIMENSIONS) {
      const price = currency === null ? null : plans.priceOn(day, dimension, currency);
      if (price !== null) amount += priced(seconds[dimension] ?? 0, price);
    }
  }
  return amount;
}

/**
 * The first day of each period of `[from, to)` within which no price changes. Usage may be added up within a period.
 */
export const pricePeriods = (plans: RatePlans, from: string, to: string): string[] =>
  from < to ? [from, ...plans.effectiveDays.filter((day) => from < day && day < to)] : [];
