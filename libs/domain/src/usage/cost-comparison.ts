/** The cost of one month under two sets of rates. Differences are computed before anything is rounded. */
import {
  DIMENSIONS,
  NOT_MEASURED,
  type ComparedAmount,
  type Dimension,
  type RatePreview,
} from '@livekit-dashboard/contracts';
import { chargeAmount, feeAmount, totalAmount, type Charge, type Cost } from './cost';
import { shownMinutes } from './cost-view';
import { shownMoney, type Money } from './money';

export type CostComparison = Omit<RatePreview, 'month' | 'epoch' | 'offset' | 'serverTime'>;

interface Both<T> {
  readonly saved: T;
  readonly edited: T;
}

export function compareCosts(saved: Cost, edited: Cost): CostComparison {
  const costs = { saved, edited };
  const compared = comparing(costs);
  return {
    currency: each(costs, ({ currency }) => currency),
    dimensions: DIMENSIONS.map((dimension) => comparedDimension(costs, dimension)).filter(
      ({ minutes }) => minutes.saved > 0 || minutes.edited > 0,
    ),
    monthlyFee: compared(feeAmount),
    total: compared(totalAmount),
    estimatedMinutes: each(costs, ({ charges }) => minutesOf(charges, 'estimated')),
    notMeasured: [...NOT_MEASURED],
  };
}

function comparedDimension(costs: Both<Cost>, dimension: Dimension): CostComparison['dimensions'][number] {
  const of = ({ charges }: Cost): Charge[] => charges.filter((charge) => charge.dimension === dimension);
  return {
    dimension,
    minutes: each(costs, (cost) => minutesOf(of(cost), 'seconds')),
    billable: each(costs, (cost) => minutesOf(of(cost), 'billable')),
    amount: comparing(costs)((cost) => amountOf(of(cost))),
  };
}

/** Null if some usage has no price. */
const amountOf = (charges: readonly Charge[]): Money | null =>
  charges.some(({ seconds, price }) => seconds > 0 && price === null)
    ? null
    : charges.reduce((sum, charge) => sum + chargeAmount(charge), 0n);

const minutesOf = (charges: readonly Charge[], what: 'seconds' | 'billable' | 'estimated'): number =>
  shownMinutes(charges.reduce((sum, charge) => sum + charge[what], 0));

const comparing =
  (costs: Both<Cost>) =>
  (amountIn: (cost: Cost) => Money | null): ComparedAmount => {
    const amounts = each(costs, (cost) => (cost.currency === null ? null : amountIn(cost)));
    const { saved, edited } = amounts;
    const known = saved !== null && edited !== null && costs.saved.currency === costs.edited.currency;
    return { ...each(amounts, shown), difference: known ? shownMoney(edited - saved) : null };
  };

const shown = (money: Money | null): string | null => (money === null ? null : shownMoney(money));
const each = <T, R>({ saved, edited }: Both<T>, of: (one: T) => R): { saved: R; edited: R } => ({
  saved: of(saved),
  edited: of(edited),
});
