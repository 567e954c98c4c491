/** Every measure and peak of each day of a range: whole quarters of rolled days from their rollups, the rest from the rows. */
import type { EntityManager } from 'typeorm';
import type { Counting } from './counting';
import type { LocalDay } from './local-days';
import { AS_COUNTED, type Counted, MEASURES, SUMMED_UP } from './measures';
import { PEAKS, pieceCounts } from './piece-counts';
import { partsOf, type Span } from './range-parts';

export interface Peaks {
  readonly peakPeople: number;
  readonly peakAgents: number;
  readonly peakSessions: number;
}
export type CountedDay = Counted & Peaks;
const PEAK_NAMES = ['peakPeople', 'peakAgents', 'peakSessions'] as const;

type Row = CountedDay & { readonly piece: number };

const asPeaks = (by: (name: string) => string): string =>
  PEAKS.map((name, i) => `${by(name)} AS "${PEAK_NAMES[i]}"`).join(', ');

const ROLLED = `
  SELECT width_bucket(quarter_ms, $1::bigint[]) AS piece, ${SUMMED_UP}, ${asPeaks((name) => `max(${name})`)}
  FROM unnest($2::bigint[], $3::bigint[]) AS part (a, b) JOIN usage_quarter ON quarter_ms >= a AND quarter_ms < b GROUP BY 1`;

/** One for each of `days`. */
export async function countedDays(
  manager: EntityManager,
  days: readonly LocalDay[],
  counting: Counting,
): Promise<CountedDay[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const held = counting.filter.whole ? counting.heldDays : [];
  const { rolled, counted } = partsOf([first.fromMs, last.toMs], held);
  const cuts = [...days.map(({ fromMs }) => fromMs), last.toMs];
  const sums = days.map(nothing);
  for (const row of await rolledRows(manager, cuts, rolled)) add(sums[row.piece - 1], row);
  for (const span of counted) {
    for (const { at, row } of await countedRows(manager, cuts, span, counting)) add(sums[at], row);
  }
  return sums;
}

const rolledRows = (manager: EntityManager, cuts: readonly number[], rolled: readonly Span[]): Promise<Row[]> =>
  rolled.length === 0
    ? Promise.resolve([])
    : manager.query(ROLLED, [cuts, rolled.map(([a]) => a), rolled.map(([, b]) => b)]);

/** `at`: which of the days. */
async function countedRows(
  manager: EntityManager,
  cuts: readonly number[],
  [fromMs, toMs]: Span,
  { filter, grids, nowMs }: Counting,
): Promise<{ at: number; row: Row }[]> {
  const inside = cuts.filter((cut) => cut > fromMs && cut < toMs);
  const before = cuts.filter((cut) => cut <= fromMs).length - 1;
  const rows = await manager.query<Row[]>(
    `SELECT piece, ${AS_COUNTED}, ${asPeaks((name) => name)} FROM (${pieceCounts(filter)}) counted`,
    [fromMs, toMs, nowMs, [fromMs, ...inside, toMs], JSON.stringify(grids), ...filter.values],
  );
  return rows.map((row) => ({ at: before + row.piece - 1, row }));
}

type Sum = { -readonly [K in keyof CountedDay]: number };

const nothing = (): Sum =>
  Object.fromEntries([...MEASURES, ...PEAK_NAMES].map((name) => [name, 0])) as Record<string, number> as Sum;

function add(sum: Sum | undefined, row: CountedDay): void {
  if (!sum) return;
  for (const measure of MEASURES) sum[measure] += row[measure];
  for (const peak of PEAK_NAMES) sum[peak] = Math.max(sum[peak], row[peak]);
}
