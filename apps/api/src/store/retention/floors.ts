/** Up to where retention deleted: of the log, and of the tombstones that tell what it deleted of the rest. */
import type { EntityManager } from 'typeorm';

/** SQL of the first event that is kept. Begins at what retention noted, since an index walks long over rows just deleted. */
export const FIRST_KEPT = `stream_offset > coalesce((SELECT events_floor FROM retention WHERE id = 1), 0)
  ORDER BY stream_offset LIMIT 1`;

/** The highest offset of the log that is gone. Offsets are dense and the oldest go first, so the first one kept tells it. */
export async function logFloor(manager: EntityManager): Promise<number> {
  const rows = await manager.query<{ floor: number }[]>(
    `SELECT coalesce((SELECT stream_offset FROM event WHERE ${FIRST_KEPT}), stream_offset + 1) - 1 AS floor
     FROM stream_head WHERE id = 1`,
  );
  return rows[0]?.floor ?? 0;
}

/** The highest offset up to which tombstones are gone: whoever is below it cannot be told all that was deleted. */
export async function tombstoneFloor(manager: EntityManager): Promise<number> {
  const rows = await manager.query<{ floor: number }[]>('SELECT tombstone_floor AS floor FROM retention WHERE id = 1');
  return rows[0]?.floor ?? 0;
}
