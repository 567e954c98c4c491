/** How many of each kind a range had (kinds.ts): rolled days from their rollups, the rest from the rows. */
import type { EntityManager } from 'typeorm';
import type { Counting } from './counting';
import { kinds } from './kinds';
import { partsOf, type Span } from './range-parts';

export type Kind = 'leave' | 'end' | 'length';
export type Tally = { readonly key: string; readonly count: number }[];

interface Row {
  readonly kind: Kind;
  readonly key: string;
  readonly count: number;
}

const ROLLED = `
  SELECT kind, key, sum(count)::bigint AS count
  FROM unnest($1::bigint[], $2::bigint[]) AS part (a, b) JOIN usage_kind ON quarter_ms >= a AND quarter_ms < b GROUP BY 1, 2`;

/** The most first. */
export async function countedKinds(
  manager: EntityManager,
  range: Span,
  { rangeFilter: filter, heldDays }: Counting,
): Promise<Record<Kind, Tally>> {
  const { rolled, counted } = partsOf(range, filter.whole ? heldDays : []);
  const rows: Row[] =
    rolled.length === 0 ? [] : await manager.query(ROLLED, [rolled.map(([a]) => a), rolled.map(([, b]) => b)]);
  for (const span of counted) {
    const sql = `SELECT kind, key, count(*) AS count FROM (${kinds(filter)}) one GROUP BY 1, 2`;
    rows.push(...(await manager.query<Row[]>(sql, [...span, ...filter.values])));
  }
  return { leave: tally(rows, 'leave'), end: tally(rows, 'end'), length: tally(rows, 'length') };
}

function tally(rows: readonly Row[], kind: Kind): Tally {
  const counts = new Map<string, number>();
  for (const row of rows) if (row.kind === kind) counts.set(row.key, (counts.get(row.key) ?? 0) + row.count);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}
