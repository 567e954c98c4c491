/** A cost in the shape of the contract. Money is rounded only here (US6). */
import {
  DIMENSIONS,
  NOT_MEASURED,
  type CostDay,
  type CostLine,
  type Costs,
  type Dimension,
} from '@livekit-dashboard/contracts';
import { daysOf, dayStartMs } from './calendar';
import {
  chargeAmount,
  feeAmount,
  totalAmount,
  type Charge,
  type Cost,
  type CostScope,
  type DimensionSeconds,
} from './cost';
import { priced, shownMoney, type Money } from './money';

/** Minutes of `seconds`: a whole number unless an increment is a fraction of a minute. */
export const shownMinutes = (seconds: number): number => seconds / 60;

export const minutesView = (seconds: DimensionSeconds): Record<Dimension, number> =>
  Object.fromEntries(DIMENSIONS.map((name) => [name, shownMinutes(seconds[name] ?? 0)])) as Record<Dimension, number>;

type CostView = Omit<Costs, 'monthToDate' | 'forecast' | 'parts' | 'previous' | 'epoch' | 'offset' | 'serverTime'>;

export function costView(cost: Cost): CostView {
  const shown = shownIn(cost);
  const instant = (day: string): string => new Date(dayStartMs(day)).toISOString();
  return {
    scope: cost.scope,
    from: instant(cost.from),
    to: instant(cost.to),
    currency: cost.currency,
    lines: costLines(cost),
    monthlyFee: cost.scope === 'all' ? shown(feeAmount(cost)) : null,
    total: shown(totalAmount(cost)),
    estimatedMinutes: shownMinutes(cost.charges.reduce((sum, { estimated }) => sum + estimated, 0)),
    notMeasured: [...NOT_MEASURED],
    days: costDays(cost),
  };
}

const shownIn =
  ({ currency }: Cost) =>
  (money: Money): string | null =>
    currency === null ? null : shownMoney(money);

/** One line for each price of a dimension, ordered by dimension, then by time. */
function costLines({ charges, scope }: Cost): CostLine[] {
  const lines = new Map<string, Charge>();
  for (const charge of charges) {
    if (charge.seconds === 0) continue;
    const key = `${charge.dimension} ${charge.price ?? ''}`;
    const line = lines.get(key);
    lines.set(key, line ? together(line, charge) : charge);
  }
  return [...lines.values()].map((line) => lineView(line, scope));
}

const together = (line: Charge, more: Charge): Charge => ({
  ...line,
  seconds: line.seconds + more.seconds,
  estimated: line.estimated + more.estimated,
  billable: line.billable + more.billable,
});

const lineView = ({ dimension, seconds, billable, estimated, price }: Charge, scope: CostScope): CostLine => ({
  dimension,
  minutes: shownMinutes(seconds),
  included: scope === 'all' ? shownMinutes(seconds - billable) : null,
  billable: shownMinutes(billable),
  estimated: shownMinutes(estimated),
  price,
  amount: price === null ? null : shownMoney(priced(billable, price)),
});

function costDays(cost: Cost): CostDay[] {
  const shown = shownIn(cost);
  const byDay = Map.groupBy(cost.charges, ({ day }) => day);
  return [...daysOf(cost.from, cost.to)].map((day) => {
    const charges = byDay.get(day) ?? [];
    const fee = cost.fees.get(day) ?? 0n;
    const seconds: Partial<Record<Dimension, number>> = {};
    for (const { dimension, seconds: more } of charges) seconds[dimension] = (seconds[dimension] ?? 0) + more;
    const amount = charges.reduce((sum, charge) => sum + chargeAmount(charge), fee);
    return {
      day,
      minutes: minutesView(seconds),
      monthlyFee: cost.scope === 'all' ? shown(fee) : null,
      amount: shown(amount),
    };
  });
}
