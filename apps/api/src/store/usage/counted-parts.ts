/**
 * Every measure of a range by room, person, agent, session or tenant, those with the most time first: whole rolled days from their
 * rollups, the rest from the rows.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import type { Counting } from './counting';
import { isRolledPart } from './day-rollup';
import { AS_COUNTED, type Counted, MEASURES } from './measures';
import { type PartKind, partCounts } from './part-counts';
import { IN_ORDER, pageSql, type PartsPage } from './parts-order';
import { partsOf, type RangeParts, type Span } from './range-parts';
import { type Beside, rolledParts } from './rolled-parts';

export interface CountedPart extends Counted {
  /** Empty: of none that is known. */
  readonly key: string;
  /** Time of people and agents, by which parts are ordered. */
  readonly ms: number;
  /** Distinct persons' identities; null where days were added up. */
  readonly identities: number | null;
  /** How many parts there are in all. */
  readonly total: number;
}

/** More than that beside the rollups is counted from the rows altogether: parts of days are added up in memory. */
const MOST_BESIDE_MS = 7 * DAY_MS;

export async function countedParts(
  manager: EntityManager,
  kind: PartKind,
  range: Span,
  counting: Counting,
  page: PartsPage,
): Promise<CountedPart[]> {
  const useful = counting.filter.whole && isRolledPart(kind);
  const { rolled, counted } = partsOf(range, useful ? counting.heldDays : [], DAY_MS);
  if (rolled.length === 0 || lengthOf(counted) > MOST_BESIDE_MS) {
    const { values, sql } = fromRows(kind, range, counting);
    const chosen = pageSql(page, values.length + 1);
    return manager.query(
      `WITH timed AS (SELECT *, "personMs" + "agentMs" AS ms FROM (${sql}) part)
       SELECT timed.*, total FROM (${chosen.sql}) page JOIN timed USING (key) ${IN_ORDER}`,
      [...values, ...chosen.values],
    );
  }
  const beside: Beside = new Map();
  for (const span of counted) {
    const { values, sql } = fromRows(kind, span, counting);
    for (const { key, ...part } of await manager.query<(Counted & { readonly key: string })[]>(sql, values)) {
      beside.set(key, sum(beside.get(key), part));
    }
  }
  const parts = await rolledParts(manager, kind, rolled, counting.heldMonths, beside, page);
  return parts.map((part) => ({ ...part, ...sum(beside.get(part.key), part), identities: null }));
}

const lengthOf = (spans: RangeParts['counted']): number => spans.reduce((ms, [from, to]) => ms + to - from, 0);

function fromRows(kind: PartKind, [fromMs, toMs]: Span, { filter, grids, nowMs }: Counting) {
  return {
    sql: `SELECT key, identities, ${AS_COUNTED} FROM (${partCounts(kind, filter)}) counted`,
    values: [fromMs, toMs, nowMs, [fromMs, toMs], JSON.stringify(grids), ...filter.values] as unknown[],
  };
}

const sum = (one: Counted | undefined, other: Counted): Counted =>
  one === undefined
    ? other
    : (Object.fromEntries(MEASURES.map((name) => [name, one[name] + other[name]])) as Record<
        string,
        number
      > as Counted);
