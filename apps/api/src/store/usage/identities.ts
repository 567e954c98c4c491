/**
 * Distinct persons' identities of UTC days, or of hours, by their start. Rollups keep them for whole days only, so a part of a day is
 * counted from rows.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { rows, sql, value } from '../sql/sql';
import type { Bucket } from './buckets';
import type { Counting } from './counting';
import { intervals, rangeSql } from './intervals';

export async function identitiesOf(
  manager: EntityManager,
  buckets: readonly Bucket[],
  { filter, freshDays }: Counting,
): Promise<Map<number, number>> {
  const fresh = new Set(filter.whole ? freshDays : []);
  const counts = new Map<number, number>();
  const starts = buckets
    .filter(({ fromMs, toMs }) => fresh.has(fromMs) && toMs === fromMs + DAY_MS)
    .map(({ fromMs }) => fromMs);
  for (const fromMs of starts) counts.set(fromMs, 0);
  if (starts.length > 0) {
    const rolled = await rows<{ day: number; n: number }>(
      manager,
      sql`SELECT day_ms AS day, count(*)::int AS n FROM usage_part
          WHERE by = 'identity' AND key <> '' AND day_ms = ANY(${value(starts, 'bigint[]')}) AND (joins > 0 OR person_ms > 0) GROUP BY 1`,
    );
    for (const { day, n } of rolled) counts.set(day, n);
  }
  for (const { fromMs, toMs } of buckets) {
    if (counts.has(fromMs)) continue;
    const range = rangeSql([fromMs, toMs]);
    const [counted] = await rows<{ n: number }>(
      manager,
      sql`SELECT count(DISTINCT identity)::int AS n FROM (${intervals(range, filter)}) found
          WHERE person AND (end_ms IS NULL OR end_ms > ${range.from} OR start_ms >= ${range.from})`,
    );
    counts.set(fromMs, counted?.n ?? 0);
  }
  return counts;
}
