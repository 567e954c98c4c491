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
import { partsOf, type RangeParts, type Span } from './range-parts';

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

/** A page: what comes after a part, if one is given. */
export interface PartsPage {
  readonly limit: number;
  readonly after: { readonly ms: number; readonly key: string } | null;
}

/** More than that beside the rollups is counted from the rows altogether: parts of days are added up in memory. */
const MOST_BESIDE_MS = 7 * DAY_MS;

const TOTALS = MEASURES.map((measure) => `sum("${measure}")::bigint AS "${measure}"`).join(', ');
const NAMES = MEASURES.map((measure) => `"${measure}"`).join(', ');

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
    return manager.query(inOrder(sql, page, values.length + 1), [...values, ...afterOf(page)]);
  }
  const beside: unknown[] = [];
  for (const span of counted) {
    const { values, sql } = fromRows(kind, span, counting);
    beside.push(...(await manager.query<unknown[]>(sql, values)));
  }
  const values = [kind, rolled.map(([from]) => from), rolled.map(([, to]) => to), JSON.stringify(beside)];
  return manager.query(inOrder(ROLLED_AND_BESIDE, page, values.length + 1), [...values, ...afterOf(page)]);
}

const lengthOf = (spans: RangeParts['counted']): number => spans.reduce((sum, [from, to]) => sum + to - from, 0);

function fromRows(kind: PartKind, [fromMs, toMs]: Span, { filter, grids, nowMs }: Counting) {
  return {
    sql: `SELECT key, identities, ${AS_COUNTED} FROM (${partCounts(kind, filter)}) counted`,
    values: [fromMs, toMs, nowMs, [fromMs, toMs], JSON.stringify(grids), ...filter.values] as unknown[],
  };
}

const ROLLED_AND_BESIDE = `
  SELECT key, NULL::bigint AS identities, ${TOTALS} FROM (
    SELECT key, ${AS_COUNTED} FROM unnest($2::bigint[], $3::bigint[]) AS span (a, b)
      JOIN usage_part ON by = $1 AND day_ms >= a AND day_ms < b
    UNION ALL SELECT key, ${NAMES} FROM json_to_recordset($4::json)
      AS beside (key text, ${MEASURES.map((measure) => `"${measure}" bigint`).join(', ')})
  ) told GROUP BY key`;

/** `n`: the number of the first of its two parameters. */
const inOrder = (sql: string, { limit }: PartsPage, n: number): string => `
  SELECT * FROM (SELECT *, "personMs" + "agentMs" AS ms, count(*) OVER () AS total FROM (${sql}) part) timed
  WHERE $${n}::bigint IS NULL OR ms < $${n} OR (ms = $${n} AND key COLLATE "C" > $${n + 1}::text)
  ORDER BY ms DESC, key COLLATE "C" LIMIT ${limit}`;

const afterOf = ({ after }: PartsPage): unknown[] => [after?.ms ?? null, after?.key ?? null];
