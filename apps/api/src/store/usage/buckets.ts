/**
 * Every measure and peak of each bucket of a range: whole quarters of an hour of fresh days from their rollups, the
 * remainder from rows.
 */
import type { EntityManager } from 'typeorm';
import { type Fragment, join, raw, rows, sql, value } from '../sql/sql';
import { contributions, type CountSql, countSql } from './contributions';
import type { Counting } from './counting';
import { abortedIn, startedIn } from './intervals';
import {
  ALL_COLUMNS,
  COLUMNS,
  type Counted,
  MEASURES,
  NAMED,
  selectContributed,
  selectCounted,
  SUMMED_COLUMNS,
  SUMMED_NAMED,
} from '../entities/measures';
import { PEAKS, peaks } from './peaks';
import { type MsRange, splitRange } from './range-split';
import type { FilterSql } from './usage-filter';

interface Peaks {
  readonly peakPeople: number;
  readonly peakAgents: number;
  readonly peakSessions: number;
}
export type CountedBucket = Counted & Peaks;
const PEAK_NAMES = ['peakPeople', 'peakAgents', 'peakSessions'] as const;

type Row = CountedBucket & { readonly bucket: number };

const namedPeaks = (of: (name: string) => string): Fragment =>
  raw(PEAKS.map((name, i) => `${of(name)} AS "${PEAK_NAMES[i]}"`).join(', '));

export interface Bucket {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One for each of the adjacent `buckets`. */
export async function countedBuckets(
  manager: EntityManager,
  buckets: readonly Bucket[],
  counting: Counting,
): Promise<CountedBucket[]> {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const fresh = counting.filter.whole ? counting.freshDays : [];
  const { rolled, remainder } = splitRange([first.fromMs, last.toMs], fresh);
  const boundsMs = [...buckets.map(({ fromMs }) => fromMs), last.toMs];
  const sums = buckets.map(nothing);
  for (const row of await rolledRows(manager, boundsMs, rolled)) add(sums[row.bucket - 1], row);
  for (const range of remainder) {
    for (const { at, row } of await countedRows(manager, boundsMs, range, counting)) add(sums[at], row);
  }
  return sums;
}

const rolledRows = (manager: EntityManager, boundsMs: readonly number[], rolled: readonly MsRange[]): Promise<Row[]> =>
  rolled.length === 0
    ? Promise.resolve([])
    : rows(
        manager,
        sql`SELECT width_bucket(quarter_ms, ${value(boundsMs, 'bigint[]')}) AS bucket, ${SUMMED_NAMED},
              ${namedPeaks((name) => `max(${name})`)}
            FROM ${rangeRows(rolled)} JOIN usage_quarter ON quarter_ms >= from_ms AND quarter_ms < to_ms GROUP BY 1`,
      );

/** A row for each range: `from_ms`, `to_ms`. */
export const rangeRows = (ranges: readonly MsRange[]): Fragment =>
  sql`unnest(${value(
    ranges.map(([from]) => from),
    'bigint[]',
  )}, ${value(
    ranges.map(([, to]) => to),
    'bigint[]',
  )}) AS part (from_ms, to_ms)`;

/** `at`: which of the buckets. */
async function countedRows(
  manager: EntityManager,
  boundsMs: readonly number[],
  [fromMs, toMs]: MsRange,
  { filter, increments, nowMs }: Counting,
): Promise<{ at: number; row: Row }[]> {
  const inside = boundsMs.filter((bound) => bound > fromMs && bound < toMs);
  const before = boundsMs.filter((bound) => bound <= fromMs).length - 1;
  const count = countSql([fromMs, ...inside, toMs], nowMs, increments);
  const counted = await rows<Row>(
    manager,
    sql`SELECT bucket, ${NAMED}, ${namedPeaks((name) => name)} FROM (${bucketCounts(count, filter)}) counted`,
  );
  return counted.map((row) => ({ at: before + row.bucket - 1, row }));
}

const ALL_PEAKS = raw(PEAKS.join(', '));
/** The columns of `bucketCounts` except `bucket`. */
export const BUCKET_COLUMNS = sql`${ALL_COLUMNS}, ${ALL_PEAKS}`;

const zeroed = (column: string): Fragment => raw(`coalesce(${column}, 0) AS ${column}`);

/**
 * SQL that counts everything in each bucket from rows: every measure, and the peaks. A row for each bucket that has
 * anything.
 */
export const bucketCounts = (count: CountSql, filter: FilterSql): Fragment => sql`
  ${contributions(count, filter)}, part AS (
    SELECT bucket, ${selectContributed()} FROM contribution GROUP BY bucket
    UNION ALL SELECT width_bucket(t.left_ms, ${count.bounds}), ${selectCounted('aborted')} ${abortedIn(count, filter)} GROUP BY 1
    UNION ALL SELECT width_bucket(s.order_ms, ${count.bounds}), ${selectCounted('sessions')} ${startedIn(count, filter)} GROUP BY 1
  ), total AS (
    SELECT bucket, ${SUMMED_COLUMNS} FROM part GROUP BY bucket
  )
  SELECT bucket, ${join([...COLUMNS, ...PEAKS].map(zeroed))}
  FROM total FULL JOIN (${peaks(count, filter)}) peak USING (bucket)
  WHERE total.bucket IS NOT NULL OR greatest(${ALL_PEAKS}) > 0`;

type Sum = { -readonly [K in keyof CountedBucket]: number };

const nothing = (): Sum =>
  Object.fromEntries([...MEASURES, ...PEAK_NAMES].map((name) => [name, 0])) as Record<string, number> as Sum;

function add(sum: Sum | undefined, row: CountedBucket): void {
  if (!sum) return;
  for (const measure of MEASURES) sum[measure] += row[measure];
  for (const peak of PEAK_NAMES) sum[peak] = Math.max(sum[peak], row[peak]);
}

/** Merges buckets: measures are added up, and the highest peak counts. */
export function addedUp(buckets: readonly CountedBucket[]): CountedBucket {
  const sum = nothing();
  for (const bucket of buckets) add(sum, bucket);
  return sum;
}
