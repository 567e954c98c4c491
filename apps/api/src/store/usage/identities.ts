import { DAY_MS } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import type { Counting } from './counting';
import type { LocalDay } from './local-days';
import { spans } from './spans';

const ROLLED = `
  SELECT day_ms AS day, count(*)::int AS n FROM usage_part
  WHERE by = 'identity' AND key <> '' AND day_ms = ANY($1::bigint[]) AND (joins > 0 OR person_ms > 0) GROUP BY 1`;

/**
 * Distinct persons' identities of UTC days, by the start of the day. A part of a rolled day has none: rollups keep them for whole days.
 */
export async function identitiesOfDays(
  manager: EntityManager,
  days: readonly LocalDay[],
  { rangeFilter, heldDays }: Counting,
): Promise<Map<number, number>> {
  const held = new Set(rangeFilter.whole ? heldDays : []);
  const counts = new Map<number, number>();
  const whole = days.filter(({ fromMs, toMs }) => held.has(fromMs) && toMs === fromMs + DAY_MS);
  for (const { fromMs } of whole) counts.set(fromMs, 0);
  if (whole.length > 0) {
    const starts = whole.map(({ fromMs }) => fromMs);
    const rows = await manager.query<{ day: number; n: number }[]>(ROLLED, [starts]);
    for (const { day, n } of rows) counts.set(day, n);
  }
  for (const { fromMs, toMs } of days) {
    if (counts.has(fromMs)) continue;
    const rows = await manager.query<{ n: number }[]>(
      `SELECT count(DISTINCT identity)::int AS n FROM (${spans(rangeFilter)}) span
       WHERE person AND (left_ms IS NULL OR left_ms > $1::bigint OR j >= $1::bigint)`,
      [fromMs, toMs, ...rangeFilter.values],
    );
    counts.set(fromMs, rows[0]?.n ?? 0);
  }
  return counts;
}
