/** Costs as rows of a file: parts at list price, then the rows that reconcile them with the total. */
import type { CostPart, CostRow } from '@livekit-dashboard/contracts';
import {
  type Cost,
  dayStartMs,
  feeAmount,
  includedAmount,
  minutesView,
  type Money,
  shownMoney,
  totalAmount,
} from '@livekit-dashboard/domain';

type Frame = Pick<CostRow, 'from' | 'to' | 'currency'>;

const frameOf = ({ from, to, currency }: Cost): Frame => ({
  from: new Date(dayStartMs(from)).toISOString(),
  to: new Date(dayStartMs(to)).toISOString(),
  currency,
});

/** Without rates nothing has a price, and an amount of 0 would be wrong. */
const amountIn = ({ currency }: Cost, amount: Money): string | null => (currency === null ? null : shownMoney(amount));

export const partRows = (items: readonly CostPart[], cost: Cost): CostRow[] =>
  items.map(({ key, source, minutes, amount }) => ({
    key,
    source,
    row: 'part',
    ...frameOf(cost),
    minutes,
    amount: cost.currency === null ? null : amount,
  }));

/** Filtered costs have no included minutes and no fee: the parts are the total. */
export function closingRows(cost: Cost): CostRow[] {
  const frame = { key: null, source: null, ...frameOf(cost) };
  const seconds: Record<string, number> = {};
  for (const { dimension, seconds: more } of cost.charges) seconds[dimension] = (seconds[dimension] ?? 0) + more;
  const total: CostRow = {
    ...frame,
    row: 'total',
    minutes: minutesView(seconds),
    amount: amountIn(cost, totalAmount(cost)),
  };
  if (cost.scope === 'filtered') return [total];
  return [
    { ...frame, row: 'included', minutes: null, amount: amountIn(cost, includedAmount(cost)) },
    { ...frame, row: 'monthlyFee', minutes: null, amount: amountIn(cost, feeAmount(cost)) },
    total,
  ];
}
