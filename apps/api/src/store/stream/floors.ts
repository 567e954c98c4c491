/** The offsets up to which retention deleted the log, and the tombstones of deleted rows. */
import type { EntityManager } from 'typeorm';

/**
 * SQL of the first retained event. Starts at the floor that retention stored, since an index scan over recently deleted
 * rows is slow.
 */
export const FIRST_KEPT = `stream_offset > coalesce((SELECT events_floor FROM retention WHERE id = 1), 0)
  ORDER BY stream_offset LIMIT 1`;

/**
 * The highest deleted offset of the log. Offsets are dense and the oldest are deleted first, so it is the one before
 * the first retained offset (ER5).
 */
export async function logFloor(manager: EntityManager): Promise<number> {
  const rows = await manager.query<{ floor: number }[]>(
    `SELECT coalesce((SELECT stream_offset FROM event WHERE ${FIRST_KEPT}), stream_offset + 1) - 1 AS floor
     FROM stream_head WHERE id = 1`,
  );
  return rows[0]?.floor ?? 0;
}

/** The highest offset up to which tombstones are deleted: a client below it cannot learn of all deletions. */
export async function tombstoneFloor(manager: EntityManager): Promise<number> {
  const rows = await manager.query<{ floor: number }[]>('SELECT tombstone_floor AS floor FROM retention WHERE id = 1');
  return rows[0]?.floor ?? 0;
}
