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

/** A page: what comes after a part, if one is given; or just these parts, whose `ms` and `total` are then of no meaning. */
export type PartsPage =
  | { readonly limit: number; readonly after: { readonly ms: number; readonly key: string } | null }
  | { readonly keys: readonly string[] };

/** More than that beside the rollups is counted from the rows altogether: parts of days are added up in memory. */
const MOST_BESIDE_MS = 7 * DAY_MS;

const TOTALS = MEASURES.map((measure) => `sum("${measure}")::bigint AS "${measure}"`).join(', ');
const NAMES = MEASURES.map((measure) => `"${measure}"`).join(', ');
const IN_ORDER = 'ORDER BY ms DESC, key COLLATE "C"';

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
    const chosen = choose(page, values.length + 1);
    return manager.query(
      `WITH timed AS (SELECT *, "personMs" + "agentMs" AS ms FROM (${sql}) part)
       SELECT timed.*, total FROM (${chosen.sql}) page JOIN timed USING (key) ${IN_ORDER}`,
      [...values, ...chosen.values],
    );
  }
  const beside: unknown[] = [];
  for (const span of counted) {
    const { values, sql } = fromRows(kind, span, counting);
    beside.push(...(await manager.query<unknown[]>(sql, values)));
  }
  const values = [kind, rolled.flatMap(daysOf), JSON.stringify(beside)];
  const chosen = choose(page, values.length + 1);
  return manager.query(rolledAndBeside(rolled, chosen.sql), [...values, ...chosen.values]);
}

const lengthOf = (spans: RangeParts['counted']): number => spans.reduce((sum, [from, to]) => sum + to - from, 0);

const daysOf = ([fromMs, toMs]: Span): number[] =>
  Array.from({ length: (toMs - fromMs) / DAY_MS }, (_, i) => fromMs + i * DAY_MS);

function fromRows(kind: PartKind, [fromMs, toMs]: Span, { filter, grids, nowMs }: Counting) {
  return {
    sql: `SELECT key, identities, ${AS_COUNTED} FROM (${partCounts(kind, filter)}) counted`,
    values: [fromMs, toMs, nowMs, [fromMs, toMs], JSON.stringify(grids), ...filter.values] as unknown[],
  };
}

/**
 * A range can have a million parts of a dozen measures, of which a page shows a few: time alone decides which, and then those are
 * added up. The range is written out, so that PostgreSQL knows how many rows are in it; the rollups are added up by themselves, so
 * that its workers can share them.
 */
const rolledAndBeside = (rolled: readonly Span[], chosen: string): string => `
  WITH beside AS (SELECT * FROM json_to_recordset($3::json)
      AS beside (key text, ${MEASURES.map((measure) => `"${measure}" bigint`).join(', ')})),
    timed AS (SELECT key, coalesce(rolled.ms, 0) + coalesce(added.ms, 0) AS ms
      FROM (SELECT key, sum(person_ms + agent_ms)::bigint AS ms FROM usage_part
        WHERE by = $1 AND (${rolled.map(([from, to]) => `day_ms >= ${from} AND day_ms < ${to}`).join(' OR ')}) GROUP BY key) rolled
      FULL JOIN (SELECT key, sum("personMs" + "agentMs")::bigint AS ms FROM beside GROUP BY key) added USING (key)),
    page AS (${chosen})
  SELECT key, NULL::bigint AS identities, ${TOTALS}, ms, total FROM (
    SELECT page.*, ${AS_COUNTED} FROM page CROSS JOIN unnest($2::bigint[]) AS day
      JOIN usage_part part ON by = $1 AND day_ms = day AND part.key = page.key
    UNION ALL SELECT page.*, ${NAMES} FROM page JOIN beside USING (key)
  ) told GROUP BY key, ms, total ${IN_ORDER}`;

/** SQL of `key`, `ms` and `total` of a page of `timed`. `n`: the number of the first of its parameters. */
function choose(page: PartsPage, n: number): { readonly sql: string; readonly values: unknown[] } {
  const all = `SELECT key, ms, (SELECT count(*) FROM timed) AS total FROM timed`;
  if ('keys' in page) return { sql: `${all} WHERE key = ANY($${n}::text[])`, values: [page.keys] };
  const { limit, after } = page;
  return {
    sql: `${all} WHERE $${n}::bigint IS NULL OR ms < $${n} OR (ms = $${n} AND key COLLATE "C" > $${n + 1}::text)
      ${IN_ORDER} LIMIT ${limit}`,
    values: [after?.ms ?? null, after?.key ?? null],
  };
}
