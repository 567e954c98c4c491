/** The costs of rooms, people and so on at list price: those with the most time first. */
import { type CostParts, DIMENSIONS } from '@livekit-dashboard/contracts';
import {
  type Cost,
  dayStartMs,
  type DayUsage,
  feeAmount,
  includedAmount,
  listAmount,
  minutesView,
  type PartSeconds,
  pricePeriods,
  type RatePlans,
  shownMoney,
  totalAmount,
} from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import type { Counting } from './counting';
import { type CountedPart, type PartKind, partOf } from './part';
import { countedParts } from './parts';
import type { PartsPage } from './parts-page';
import { secondsOf } from './usage-page';

type Item = CostParts['items'][number];

/** `listPrice` and `included`: of the whole cost. */
export const wholeOf = (cost: Cost): Pick<CostParts, 'listPrice' | 'included'> => ({
  listPrice: shownMoney(totalAmount(cost) - feeAmount(cost) - includedAmount(cost)),
  included: cost.scope === 'all' ? shownMoney(includedAmount(cost)) : null,
});

export const dayParts = (usage: readonly DayUsage[], { from, to, currency }: Cost, plans: RatePlans): Item[] =>
  usage
    .filter(({ day }) => day >= from && day < to)
    .map((one) => itemOf({ key: one.day, source: null }, [one], plans, currency));

/** A part's time is priced by the period in which no price changes. */
export async function partItems(
  manager: EntityManager,
  kind: PartKind,
  { from, to, currency }: Cost,
  plans: RatePlans,
  counting: Counting,
  page: PartsPage,
): Promise<{ readonly items: Item[]; readonly parts: readonly CountedPart[] }> {
  const [fromMs, toMs] = [dayStartMs(from), dayStartMs(to)];
  const parts = await countedParts(manager, kind, [fromMs, toMs], counting, page);
  const periods = pricePeriods(plans, from, to);
  const byPeriod = await Promise.all(
    periods.length < 2
      ? []
      : periods.map((day, i) => periodOf(manager, kind, [day, periods[i + 1] ?? to], counting, parts)),
  );
  const items = parts.map((part) => {
    const seconds: PartSeconds[] =
      byPeriod.length === 0
        ? [{ day: from, seconds: secondsOf(part) }]
        : byPeriod.flatMap(({ day, parts: of }) => {
            const own = of.get(part.key);
            return own ? [{ day, seconds: secondsOf(own) }] : [];
          });
    return itemOf(partOf(kind, part.key), seconds, plans, currency);
  });
  return { items, parts };
}

async function periodOf(
  manager: EntityManager,
  kind: PartKind,
  [day, to]: readonly [day: string, to: string],
  counting: Counting,
  of: readonly CountedPart[],
) {
  const range = [dayStartMs(day), dayStartMs(to)] as const;
  const parts = await countedParts(manager, kind, range, counting, { keys: of.map(({ key }) => key) });
  return { day, parts: new Map(parts.map((part) => [part.key, part])) };
}

function itemOf(
  part: Pick<Item, 'key' | 'source'>,
  parts: readonly PartSeconds[],
  plans: RatePlans,
  currency: string | null,
): Item {
  const sums = DIMENSIONS.map((name) => [name, parts.reduce((sum, { seconds }) => sum + (seconds[name] ?? 0), 0)]);
  return {
    ...part,
    minutes: minutesView(Object.fromEntries(sums) as Record<string, number>),
    amount: shownMoney(listAmount(parts, plans, currency)),
  };
}
