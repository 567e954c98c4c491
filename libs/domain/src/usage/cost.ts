/**
 * What use costs. Day by day in time order: the included minutes of a UTC month are used up from its first day on, so the cost of a day
 * depends on the days of its month before it and on nothing after it; that is why days add up to months and parts to the whole.
 * The monthly fee is due, whole, on the first day of its month: a range has the fees of the first days in it.
 */
import { DIMENSIONS, type Dimension } from '@livekit-dashboard/contracts';
import { daysOf, dayStartMs, isMonthStart, monthStart } from './calendar';
import { amountOf, priced, type Money } from './money';
import type { RatePlans } from './plans';

export type DimensionSeconds = Readonly<Partial<Record<Dimension, number>>>;

/** What was used on one UTC day, in seconds of units. `estimated` is part of `seconds`. */
export interface DayUsage {
  readonly day: string;
  readonly seconds: DimensionSeconds;
  readonly estimated: DimensionSeconds;
}

/** One dimension on one day. */
export interface Charge {
  readonly day: string;
  readonly dimension: Dimension;
  readonly seconds: number;
  readonly estimated: number;
  /** Of `seconds`, what is beyond the included. */
  readonly billable: number;
  /** Per minute; null: not known, and nothing is charged. */
  readonly price: string | null;
}

export interface Cost {
  /** Null without any rates in the range: then nothing has a price. */
  readonly currency: string | null;
  readonly from: string;
  readonly to: string;
  readonly charges: readonly Charge[];
  /** By the first day of the month. */
  readonly fees: ReadonlyMap<string, Money>;
}

export interface CostRange {
  /** UTC days, `[from, to)`. */
  readonly from: string;
  readonly to: string;
  /** Of every day with use from the first of the month of `from` on; in any order, days before and after do no harm. */
  readonly usage: readonly DayUsage[];
  readonly plans: RatePlans;
  /** The fee of a month that has not begun is not due. */
  readonly nowMs: number;
}

export function costOf({ from, to, usage, plans, nowMs }: CostRange): Cost {
  const currency = currencyOf(plans, from, to);
  const fees = new Map<string, Money>();
  for (const day of daysOf(from, to)) {
    if (currency === null || !isMonthStart(day) || dayStartMs(day) > nowMs) continue;
    fees.set(day, amountOf(plans.feeIn(day, currency)));
  }
  return { currency, from, to, charges: chargesOf(usage, from, to, plans, currency), fees };
}

/** That of the newest plan in the range: amounts of two currencies are never added. */
function currencyOf(plans: RatePlans, from: string, to: string): string | null {
  const last = plans.effectiveDays.findLast((day) => day < to);
  return from < to && last !== undefined ? (plans.on(last)?.currency ?? null) : null;
}

function chargesOf(
  usage: readonly DayUsage[],
  from: string,
  to: string,
  plans: RatePlans,
  currency: string | null,
): Charge[] {
  const first = monthStart(from);
  const days = usage.filter(({ day }) => first <= day && day < to).sort((a, b) => (a.day < b.day ? -1 : 1));
  return DIMENSIONS.flatMap((dimension) => dimensionCharges(days, dimension, plans, currency)).filter(
    ({ day }) => day >= from,
  );
}

function dimensionCharges(
  days: readonly DayUsage[],
  dimension: Dimension,
  plans: RatePlans,
  currency: string | null,
): Charge[] {
  let month = '';
  let used = 0;
  return days.map(({ day, seconds: { [dimension]: seconds = 0 }, estimated: { [dimension]: estimated = 0 } }) => {
    if (monthStart(day) !== month) [month, used] = [monthStart(day), 0];
    const included = plans.includedIn(day, dimension);
    const before = Math.max(0, used - included);
    used += seconds;
    const billable = Math.max(0, used - included) - before;
    const price = currency === null ? null : plans.priceOn(day, dimension, currency);
    return { day, dimension, seconds, estimated, billable, price };
  });
}

export const chargeAmount = ({ billable, price }: Charge): Money => (price === null ? 0n : priced(billable, price));

/** What is included, at list price: negative or 0. */
export const includedAmount = ({ charges }: Cost): Money =>
  sum(charges.map(({ seconds, billable, price }) => (price === null ? 0n : -priced(seconds - billable, price))));

export const feeAmount = ({ fees }: Cost): Money => sum([...fees.values()]);
export const totalAmount = (cost: Cost): Money => sum(cost.charges.map(chargeAmount)) + feeAmount(cost);

const sum = (amounts: readonly Money[]): Money => amounts.reduce((total, amount) => total + amount, 0n);
