/**
 * A page of the parts of rolled days. There can be a million parts with a score of measures each. Adding all of them up to show a
 * hundred takes seconds, so time alone, by which they are ordered, decides which are on the page, and only those are added up:
 *
 *   time   months ──┐
 *          days   ──┼─▶ add up by key ─▶ order ─▶ the keys of the page
 *          rows   ──┘                                    │
 *   all    days of usage_part, by key  ◀─────────────────┘  and the remainder, which the caller adds
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { type Fragment, join, literal, NOTHING, raw, rows, sql, value } from '../sql/sql';
import { columnOf, type Counted, MEASURES } from '../entities/measures';
import type { PartKind } from './part';
import { IN_ORDER, type PartsPage, selectPage } from './parts-page';
import { isWithin, merged, type MsRange, without } from './range-split';

/** What each part has in the remainder of the range, by its key. */
export type Remainder = Map<string, Counted>;

export interface Rolled {
  /** Ranges of whole days whose rollup is fresh. */
  readonly days: readonly MsRange[];
  /** Months of such days whose sums are fresh. */
  readonly months: readonly MsRange[];
  readonly remaining: Remainder;
}

/** Of the rolled days alone, except `ms` and `total`. */
interface RolledPart extends Counted {
  readonly key: string;
  readonly ms: number;
  readonly total: number;
}

/**
 * Reading the sums of a few months costs as much as reading those of all months. Below this number of months the days
 * are read instead.
 */
const MIN_MONTHS = 4;
/** Parts of a larger page are found by reading all parts. */
const MAX_BY_KEY = 1_000;

/** In order. Of a page of keys, those that have nothing in the whole range are left out. */
export async function rolledParts(
  manager: EntityManager,
  kind: PartKind,
  { days, months: freshMonths, remaining }: Rolled,
  page: PartsPage,
): Promise<RolledPart[]> {
  const whole = freshMonths.filter((month) => days.some((range) => isWithin(month, range)));
  const months = whole.length < MIN_MONTHS ? [] : whole;
  const by = value(kind, 'text');
  const times = timed(by, months, without(days, months), remaining);
  const parts = sizeOf(page) <= MAX_BY_KEY ? partsByKey(by, days) : readAll(by, days);
  const found = await rows<RolledPart & { readonly days: number }>(
    manager,
    sql`WITH timed AS (${times}), page AS (${selectPage(page)})
     SELECT * FROM (
       SELECT page.key, ms, total, count(part.key) AS days, ${SUMS}
       FROM page ${parts} GROUP BY page.key, ms, total
     ) added ${IN_ORDER}`,
  );
  return found.filter(({ key, days: n }) => n > 0 || remaining.has(key)).map(({ days: _, ...part }) => part);
}

const SUMS = raw(
  MEASURES.map((measure) => `coalesce(sum(part.${columnOf(measure)}), 0)::bigint AS "${measure}"`).join(', '),
);

const sizeOf = (page: PartsPage): number => ('keys' in page ? page.keys.length : page.limit);

/**
 * The parts of a page, each by its key. OFFSET 0: PostgreSQL overestimates their number and would read all parts
 * instead.
 */
const partsByKey = (by: Fragment, days: readonly MsRange[]): Fragment => sql`
  CROSS JOIN unnest(${value(days.flatMap(startsOf), 'bigint[]')}) AS day
  LEFT JOIN LATERAL (SELECT * FROM usage_part WHERE by = ${by} AND day_ms = day AND key = page.key OFFSET 0) part ON true`;

/** All parts are read, and those of the page are kept: a page of a file has thousands of them. */
const readAll = (by: Fragment, days: readonly MsRange[]): Fragment =>
  sql`LEFT JOIN usage_part part ON by = ${by} AND part.key = page.key AND (${join(
    days.map((range) => within('day_ms', range)),
    ' OR ',
  )})`;

const startsOf = ([fromMs, toMs]: MsRange): number[] =>
  Array.from({ length: (toMs - fromMs) / DAY_MS }, (_, i) => fromMs + i * DAY_MS);

/**
 * SQL of `key` and `ms`, each key once. Months, days and the remainder are added up separately, each in the fastest
 * way.
 */
function timed(by: Fragment, months: readonly MsRange[], days: readonly MsRange[], remaining: Remainder): Fragment {
  const ms = [...remaining.values()].map(({ personMs, agentMs }) => personMs + agentMs);
  const sums = [
    sql`SELECT * FROM unnest(${value([...remaining.keys()], 'text[]')}, ${value(ms, 'bigint[]')}) AS remaining (key, ms)`,
  ];
  if (days.length > 0) {
    const read = branches(by, raw('SELECT key, person_ms + agent_ms AS ms FROM usage_part'), 'day_ms', days);
    sums.push(sql`SELECT key, sum(ms)::bigint AS ms FROM (${read}) part GROUP BY key`);
  }
  if (months.length > 0) {
    // In order of the index key, so that the sums need no table in memory.
    const read = branches(by, raw('SELECT key, ms FROM usage_month_part'), 'month_ms', merged(months));
    sums.push(sql`SELECT key, sum(ms)::bigint AS ms FROM (${read} ORDER BY key) part GROUP BY key`);
  }
  const tables = sums.map((sum, i) => sql`(${sum}) s${literal(i)} ${i === 0 ? NOTHING : raw('USING (key)')}`);
  const total = raw(sums.map((_, i) => `coalesce(s${i}.ms, 0)`).join(' + '));
  return sql`SELECT key, ${total} AS ms FROM ${join(tables, ' FULL JOIN ')}`;
}

/** Each range is read separately, because an index scan covers one range. */
const branches = (by: Fragment, select: Fragment, column: string, ranges: readonly MsRange[]): Fragment =>
  join(
    ranges.map((range) => sql`${select} WHERE by = ${by} AND ${within(column, range)}`),
    ' UNION ALL ',
  );

/** As literals, so that PostgreSQL can estimate the number of rows. */
const within = (column: string, [from, to]: MsRange): Fragment =>
  sql`${raw(column)} >= ${literal(from)} AND ${raw(column)} < ${literal(to)}`;
