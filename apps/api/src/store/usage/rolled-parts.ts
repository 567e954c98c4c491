/**
 * A page of the parts of rolled days. There can be a million of them, with a score of measures each: time alone decides which are on
 * the page, and those are then added up.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { columnOf, type Counted, MEASURES } from './measures';
import type { PartKind } from './part-counts';
import { IN_ORDER, pageSql, type PartsPage } from './parts-order';
import { isWithin, merged, type Span, without } from './range-parts';

/** What each part has beside the rolled days. */
export type Beside = Map<string, Counted>;

/** Of the rolled days alone, but for `ms` and `total`. */
interface RolledPart extends Counted {
  readonly key: string;
  readonly ms: number;
  readonly total: number;
}

/**
 * Sums of a month lie among those of all other months, so to read a few costs what it costs to read all. Of fewer months than that the
 * days are read.
 */
const FEWEST_MONTHS = 4;
/** Pages of more than that are found among all parts. */
const MOST_LOOKED_UP = 1_000;

/** In order. Those of a page of keys that have nothing in all of the range are left out. */
export async function rolledParts(
  manager: EntityManager,
  kind: PartKind,
  rolled: readonly Span[],
  heldMonths: readonly Span[],
  beside: Beside,
  page: PartsPage,
): Promise<RolledPart[]> {
  const besideMs = [...beside.values()].map(({ personMs, agentMs }) => personMs + agentMs);
  const isLookedUp = sizeOf(page) <= MOST_LOOKED_UP;
  const values = [kind, [...beside.keys()], besideMs, ...(isLookedUp ? [rolled.flatMap(daysOf)] : [])];
  const chosen = pageSql(page, values.length + 1);
  const whole = heldMonths.filter((month) => rolled.some((span) => isWithin(month, span)));
  const months = whole.length < FEWEST_MONTHS ? [] : whole;
  const parts = await manager.query<(RolledPart & { readonly days: number })[]>(
    `WITH timed AS (${timed(months, without(rolled, months))}), page AS (${chosen.sql})
     SELECT * FROM (
       SELECT page.key, ms, total, count(part.key) AS days, ${SUMS}
       FROM page ${isLookedUp ? LOOKED_UP : readWith(rolled)} GROUP BY page.key, ms, total
     ) told ${IN_ORDER}`,
    [...values, ...chosen.values],
  );
  return parts.filter(({ key, days }) => days > 0 || beside.has(key)).map(({ days: _, ...part }) => part);
}

const SUMS = MEASURES.map((measure) => `coalesce(sum(part.${columnOf(measure)}), 0)::bigint AS "${measure}"`).join(
  ', ',
);

const sizeOf = (page: PartsPage): number => ('keys' in page ? page.keys.length : page.limit);

/** The parts of a page, each by its key. OFFSET 0: PostgreSQL expects far more of them than there are, and would read all parts instead. */
const LOOKED_UP = `CROSS JOIN unnest($4::bigint[]) AS day
  LEFT JOIN LATERAL (SELECT * FROM usage_part WHERE by = $1 AND day_ms = day AND key = page.key OFFSET 0) part ON true`;

/** All parts are read, and those of the page are kept: a file has thousands of them in a page. */
const readWith = (rolled: readonly Span[]): string =>
  `LEFT JOIN usage_part part ON by = $1 AND part.key = page.key AND (${rolled.map((span) => within('day_ms', span)).join(' OR ')})`;

const daysOf = ([fromMs, toMs]: Span): number[] =>
  Array.from({ length: (toMs - fromMs) / DAY_MS }, (_, i) => fromMs + i * DAY_MS);

/** SQL of `key` and `ms`, each key once. Months, days and what is beside are added up by themselves: each in the way it is fastest. */
function timed(months: readonly Span[], days: readonly Span[]): string {
  const sums = ['SELECT * FROM unnest($2::text[], $3::bigint[]) AS beside (key, ms)'];
  if (days.length > 0) {
    const read = arms('SELECT key, person_ms + agent_ms AS ms FROM usage_part', 'day_ms', days);
    sums.push(`SELECT key, sum(ms)::bigint AS ms FROM (${read}) part GROUP BY key`);
  }
  if (months.length > 0) {
    // In order of the key, which is that of the index: nothing needs to be kept in memory.
    const read = arms('SELECT key, ms FROM usage_month_part', 'month_ms', merged(months));
    sums.push(`SELECT key, sum(ms)::bigint AS ms FROM (${read} ORDER BY key) part GROUP BY key`);
  }
  const [first, ...more] = sums.map((sql, i) => `(${sql}) s${i}`);
  const ms = sums.map((_, i) => `coalesce(s${i}.ms, 0)`).join(' + ');
  return `SELECT key, ${ms} AS ms FROM ${first} ${more.map((sql) => `FULL JOIN ${sql} USING (key)`).join(' ')}`;
}

/** Each span is read by itself: an index finds no two at once. */
const arms = (select: string, column: string, spans: readonly Span[]): string =>
  spans.map((span) => `${select} WHERE by = $1 AND ${within(column, span)}`).join(' UNION ALL ');

/** Written out, so that PostgreSQL knows how many rows are in it. */
const within = (column: string, [from, to]: Span): string => `${column} >= ${from} AND ${column} < ${to}`;
