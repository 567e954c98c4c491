/**
 * What usage costs (US5 to US8). Days are priced in time order: the included minutes of a UTC month are used up from
 * its first day on, so the cost of a day depends on the earlier days of its month and on nothing later. Therefore days
 * add up to months, and parts to the whole. The monthly fee is due in full on the first day of its month: a range
 * includes the fees of the first days it contains.
 *
 * A filtered cost (of a room, a tenant, ...) is at list price: included minutes and the fee belong to the whole month,
 * and any share of them would be a guess.
 */
import { DIMENSIONS, type Dimension } from '@livekit-dashboard/contracts';
import { daysOf, dayStartMs, isMonthStart, monthStart } from './calendar';
import { amountOf, priced, type Money } from './money';
import type { RatePlans } from './plans';

export type DimensionSeconds = Readonly<Partial<Record<Dimension, number>>>;

/** Usage of one UTC day, in seconds of units. `estimated` is part of `seconds`. */
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
  /** The part of `seconds` that exceeds the included minutes. */
  readonly billable: number;
  /** Per minute; null if unknown: nothing is charged then. */
  readonly price: string | null;
}

/** `all`: the whole cost. `filtered`: that of a part, at list price, without included minutes and fee. */
export type CostScope = 'all' | 'filtered';

export interface Cost {
  readonly scope: CostScope;
  /** Null if no rates apply in the range: nothing has a price then. */
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
  /** Every day with usage since the first of the month of `from`, in any order. Other days are ignored. */
  readonly usage: readonly DayUsage[];
  readonly plans: RatePlans;
  /** The fee of a month that has not begun is not due. */
  readonly nowMs: number;
  /** Default: `all`. */
  readonly scope?: CostScope;
}

export function costOf({ from, to, usage, plans, nowMs, scope = 'all' }: CostRange): Cost {
  const currency = currencyOf(plans, from, to);
  const fees = new Map<string, Money>();
  for (const day of daysOf(from, to)) {
    if (scope !== 'all' || currency === null || !isMonthStart(day) || dayStartMs(day) > nowMs) continue;
    fees.set(day, amountOf(plans.feeIn(day, currency)));
  }
  return { scope, currency, from, to, charges: chargesOf({ from, to, usage, plans, scope }, currency), fees };
}

/** The currency of the newest plan in the range: amounts of two currencies are never added. */
function currencyOf(plans: RatePlans, from: string, to: string): string | null {
  const last = plans.effectiveDays.findLast((day) => day < to);
  return from < to && last !== undefined ? (plans.on(last)?.currency ?? null) : null;
}

type ChargedRange = Required<Pick<CostRange, 'from' | 'to' | 'usage' | 'plans' | 'scope'>>;

function chargesOf(range: ChargedRange, currency: string | null): Charge[] {
  const { from, to, usage } = range;
  const first = monthStart(from);
  const days = usage.filter(({ day }) => first <= day && day < to).sort((a, b) => (a.day < b.day ? -1 : 1));
  return DIMENSIONS.flatMap((dimension) => dimensionCharges(days, dimension, range, currency)).filter(
    ({ day }) => day >= from,
  );
}

function dimensionCharges(
  days: readonly DayUsage[],
  dimension: Dimension,
  { plans, scope }: ChargedRange,
  currency: string | null,
): Charge[] {
  let month = '';
  let used = 0;
  return days.map(({ day, seconds: { [dimension]: seconds = 0 }, estimated: { [dimension]: estimated = 0 } }) => {
    if (monthStart(day) !== month) [month, used] = [monthStart(day), 0];
    const included = scope === 'all' ? plans.includedIn(day, dimension) : 0;
    const before = Math.max(0, used - included);
    used += seconds;
    const billable = Math.max(0, used - included) - before;
    const price = currency === null ? null : plans.priceOn(day, dimension, currency);
    return { day, dimension, seconds, estimated, billable, price };
  });
}

export const chargeAmount = ({ billable, price }: Charge): Money => (price === null ? 0n : priced(billable, price));

/** The included minutes at list price: negative or 0. */
export const includedAmount = ({ charges }: Cost): Money =>
  sum(charges.map(({ seconds, billable, price }) => (price === null ? 0n : -priced(seconds - billable, price))));

export const feeAmount = ({ fees }: Cost): Money => sum([...fees.values()]);
export const totalAmount = (cost: Cost): Money => sum(cost.charges.map(chargeAmount)) + feeAmount(cost);

const sum = (amounts: readonly Money[]): Money => amounts.reduce((total, amount) => total + amount, 0n);
