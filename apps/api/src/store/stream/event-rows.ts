/**
 * Rows of the log, bounded in bytes. A payload can have a megabyte, so a page that is limited in rows alone could have
 * hundreds of them: all would be in memory at once, and webhooks would wait while they are parsed and written. So the
 * offsets are found first, without payloads; then rows are read in parts, and the server sends no more of a part than
 * fits.
 */
import type { EntityManager } from 'typeorm';
import { selectList } from '../sql/bulk';
import { EventEntity } from '../entities/event.entity';
import type { EventTextRow } from '../entities/stored-event';
import { named, rows as readRows } from '../sql/sql';

/** Limit of the payloads of one page or one resume, in bytes. The row that exceeds it is the last one. */
export const EVENTS_BYTES = 4 * 1024 * 1024;
/**
 * The server measures all payloads of a part, whether it sends them or not. So the first part is small, and each next
 * one twice as large.
 */
const PIECE = { first: 4, max: 64 };

export interface EventRows {
  readonly rows: readonly EventTextRow[];
  /** Whether rows are left out because those before them have `bytes`. */
  readonly cut: boolean;
}

/**
 * Rows with these offsets, in that order; one that retention deleted meanwhile is missing. At least one, if there is
 * one.
 */
export async function readEventRows(
  manager: EntityManager,
  offsets: readonly number[],
  bytes = EVENTS_BYTES,
): Promise<EventRows> {
  const statement = `SELECT ${selectList(manager, EventEntity, ['payload'])}, t.payload::text AS payload, t.bytes FROM (
      SELECT m.*, coalesce(sum(m.bytes) OVER (ORDER BY m.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM (
        SELECT e.*, asked.place, octet_length(e.payload::text) AS bytes
        FROM unnest(:offsets::bigint[]) WITH ORDINALITY AS asked (at, place) JOIN event e ON e.stream_offset = asked.at OFFSET 0
      ) m
    ) t WHERE t.before < :left ORDER BY t.place`;
  const rows: EventTextRow[] = [];
  let left = bytes;
  let from = 0;
  let size = PIECE.first;
  while (from < offsets.length && left > 0) {
    const piece = await readRows<EventTextRow & { readonly bytes: number }>(
      manager,
      named(statement, { offsets: offsets.slice(from, from + size), left }),
    );
    for (const row of piece) left -= row.bytes;
    rows.push(...piece);
    from += size;
    size = Math.min(2 * size, PIECE.max);
  }
  return { rows, cut: left <= 0 && rows.at(-1)?.streamOffset !== offsets.at(-1) };
}
