/**
 * Counts by kind in a range: people who left by reason, sessions that ended by reason and by length. Fresh days from
 * their rollups, the remainder from rows.
 */
import { SESSION_LENGTH_ENDS, SESSION_LENGTHS } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';
import { isPerson } from '../sessions/persons';
import { type Fragment, literal, raw, rows, sql } from '../sql/sql';
import { rangeRows } from './buckets';
import type { Counting } from './counting';
import { rangeSql, type RangeSql, WITH_SESSION } from './intervals';
import { type MsRange, splitRange } from './range-split';
import type { FilterSql } from './usage-filter';

export type Kind = 'leave' | 'end' | 'length';
export type Tally = { readonly key: string; readonly count: number }[];

interface Row {
  readonly kind: Kind;
  readonly key: string;
  readonly count: number;
}

/** The highest count first. */
export async function countedKinds(
  manager: EntityManager,
  range: MsRange,
  { filter, freshDays }: Counting,
): Promise<Record<Kind, Tally>> {
  const { rolled, remainder } = splitRange(range, filter.whole ? freshDays : []);
  const counted: Row[] =
    rolled.length === 0
      ? []
      : await rows(
          manager,
          sql`SELECT kind, key, sum(count)::bigint AS count
              FROM ${rangeRows(rolled)} JOIN usage_kind ON quarter_ms >= from_ms AND quarter_ms < to_ms GROUP BY 1, 2`,
        );
  for (const part of remainder) {
    const statement = sql`SELECT kind, key, count(*) AS count FROM (${kinds(rangeSql(part), filter)}) one GROUP BY 1, 2`;
    counted.push(...(await rows<Row>(manager, statement)));
  }
  return { leave: tally(counted, 'leave'), end: tally(counted, 'end'), length: tally(counted, 'length') };
}

function tally(counted: readonly Row[], kind: Kind): Tally {
  const counts = new Map<string, number>();
  for (const row of counted) if (row.kind === kind) counts.set(row.key, (counts.get(row.key) ?? 0) + row.count);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

const LENGTH =
  raw(`CASE ${SESSION_LENGTH_ENDS.map((minutes, i) => `WHEN s.ended_ms - s.order_ms < ${minutes * 60_000} THEN '${SESSION_LENGTHS[i]}'`).join(' ')}
  ELSE '${SESSION_LENGTHS[SESSION_LENGTH_ENDS.length]}' END`);

/** A longer reason is not one of LiveKit's, and too long for an index key. */
const REASON_CHARACTERS = 200;

/** SQL of rows of `at`, `kind` and `key`: one for each that counts. */
export const kinds = ({ from, to }: RangeSql, { connections, sessions }: FilterSql): Fragment => sql`
  SELECT t.left_ms AS at, 'leave' AS kind, coalesce(left(t.disconnect_reason, ${literal(REASON_CHARACTERS)}), '') AS key
    FROM participant t ${WITH_SESSION}
    WHERE t.state = 'left' AND t.left_ms >= ${from} AND t.left_ms < ${to} AND ${raw(isPerson('t'))} AND (${connections})
  UNION ALL SELECT s.ended_ms, ended.kind, ended.key
    FROM session s CROSS JOIN LATERAL (VALUES ('end', coalesce(s.end_reason, '')), ('length', ${LENGTH})) AS ended (kind, key)
    WHERE s.ended_ms >= ${from} AND s.ended_ms < ${to} AND (${sessions})`;
