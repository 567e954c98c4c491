/** What retention deleted, as those are told who hold it. */
import type { Change, ChangeKind } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';
import { NOW_MS } from '../database/now';
import type { Sql } from '../database/sql';
import type { FeedChange } from '../feed';

export type DeletedKind = Extract<ChangeKind, 'session' | 'participant' | 'agent' | 'track' | 'egress' | 'ingress'>;

export interface DeletedRow {
  readonly kind: DeletedKind;
  readonly id: string;
  readonly sessionSid: string | null;
}
type Tombstone = DeletedRow & { readonly streamOffset: number };

/** `sessions` and `agents` are told too: who shows what ended still has it. */
export const deletion = ({ kind, id, sessionSid, streamOffset }: Tombstone): FeedChange => ({
  change: { kind, id, offset: streamOffset, value: null },
  sessionSid,
  live: kind === 'session' || kind === 'agent',
});

const COLUMNS = 'kind, id, session_sid AS "sessionSid", stream_offset AS "streamOffset"';

/** No more than about this many come at a time; those of one offset come together. */
const AT_ONCE = 5_000;

/** Up to where one answer goes that begins after `since` and would go to `to`. */
export async function reachOf(manager: EntityManager, since: number, to: number): Promise<number> {
  const rows = await manager.query<{ offset: number }[]>(
    `SELECT stream_offset AS "offset" FROM tombstone WHERE stream_offset > $1 AND stream_offset <= $2
     ORDER BY stream_offset OFFSET ${AT_ONCE} LIMIT 1`,
    [since, to],
  );
  return rows[0] === undefined ? to : Math.max(since + 1, rows[0].offset - 1);
}

/** Deleted at an offset of (since, to]. A row that came back since has a higher offset than its tombstone, and is told after it. */
export async function deletedBetween(manager: EntityManager, since: number, to: number): Promise<FeedChange[]> {
  const rows = await manager.query<Tombstone[]>(
    `SELECT ${COLUMNS} FROM tombstone WHERE stream_offset > $1 AND stream_offset <= $2 ORDER BY stream_offset`,
    [since, to],
  );
  return rows.map(deletion);
}

/** Deleted after `since`: of one session, else of one kind; at most `limit`. */
export async function deletedOf(
  manager: EntityManager,
  of: { readonly kinds: readonly DeletedKind[]; readonly session: string | null },
  since: number,
  limit: number,
): Promise<Change[]> {
  const rows = await manager.query<Tombstone[]>(
    `SELECT ${COLUMNS} FROM tombstone WHERE stream_offset > $1 AND kind = ANY($2) AND ($3::text IS NULL OR session_sid = $3)
     ORDER BY stream_offset LIMIT ${limit}`,
    [since, of.kinds, of.session],
  );
  return rows.map((row) => deletion(row).change);
}

/** Sets the tombstones of one offset. One that is there, of a row that came back since, is moved. */
export async function bury(
  sql: Sql,
  place: { readonly source: string; readonly streamOffset: number },
  rows: readonly DeletedRow[],
): Promise<void> {
  await sql.query(
    `INSERT INTO tombstone (kind, source, id, session_sid, stream_offset, deleted_ms)
     SELECT kind, $2, id, "sessionSid", $3, ${NOW_MS} FROM json_to_recordset($1::json) AS row (kind text, id text, "sessionSid" text)
     ON CONFLICT (kind, source, id) DO UPDATE SET session_sid = excluded.session_sid,
       stream_offset = excluded.stream_offset, deleted_ms = excluded.deleted_ms`,
    [JSON.stringify(rows), place.source, place.streamOffset],
  );
}
