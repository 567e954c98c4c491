/** Tombstones: what retention deleted, for clients that resume (TO6). */
import { rowId, type Change, type ChangeKind, type SessionRef } from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';
import { NOW_MS } from '../sql/now';
import type { SqlClient } from '../sql/client';
import type { FeedChange, SourcedSession } from './feed';
import { named, rows, run } from '../sql/sql';

export type DeletedKind = Extract<ChangeKind, 'session' | 'participant' | 'agent' | 'track' | 'egress' | 'ingress'>;

export interface DeletedRow {
  readonly kind: DeletedKind;
  readonly id: string;
  readonly sessionSid: string | null;
}
type Tombstone = DeletedRow & { readonly source: string; readonly streamOffset: number };

/** Also sent to `sessions` and `agents`: a client that shows ended sessions still shows it. */
export const deletion = ({ kind, source, id, sessionSid, streamOffset }: Tombstone): FeedChange => ({
  change: { kind, id: rowId(source, id), offset: streamOffset, value: null },
  source,
  sessionSid,
  live: kind === 'session' || kind === 'agent',
});

/** Kind of the tombstones of sessions that earlier events moved into or out of: resuming clients have a gap. */
export const EVENTS_MOVED = 'events';

const COLUMNS = 'kind, source, id, session_sid AS "sessionSid", stream_offset AS "streamOffset"';

/** About this many are read at a time; those of one offset are read together. */
const AT_ONCE = 5_000;

/** The offset that a limited read of (since, to] reaches. */
export async function reachOf(manager: EntityManager, since: number, to: number): Promise<number> {
  const [beyond] = await rows<{ offset: number }>(
    manager,
    named(
      `SELECT stream_offset AS "offset" FROM tombstone WHERE stream_offset > :since AND stream_offset <= :to
       ORDER BY stream_offset OFFSET ${AT_ONCE} LIMIT 1`,
      { since, to },
    ),
  );
  return beyond === undefined ? to : Math.max(since + 1, beyond.offset - 1);
}

/**
 * Rows deleted at an offset of (since, to]. A row that was stored again since has a higher offset than its tombstone,
 * and follows it.
 */
export async function deletedBetween(manager: EntityManager, since: number, to: number): Promise<FeedChange[]> {
  const tombstones = await rows<Tombstone>(
    manager,
    named(
      `SELECT ${COLUMNS} FROM tombstone WHERE stream_offset > :since AND stream_offset <= :to AND kind <> '${EVENTS_MOVED}'
       ORDER BY stream_offset`,
      { since, to },
    ),
  );
  return tombstones.map(deletion);
}

/** Sessions that earlier events moved into or out of at an offset of (since, to]. */
export function eventsMovedBetween(manager: EntityManager, since: number, to: number): Promise<SourcedSession[]> {
  return rows(
    manager,
    named(
      `SELECT source, id AS sid FROM tombstone
       WHERE stream_offset > :since AND stream_offset <= :to AND kind = '${EVENTS_MOVED}'`,
      { since, to },
    ),
  );
}

/** The last offset at which earlier events moved into or out of that session; 0 if they never did. */
export async function eventsMovedAt(manager: EntityManager, session: SessionRef): Promise<number> {
  const { sid, source } = session;
  const [last] = await rows<{ at: number }>(
    manager,
    named(
      `SELECT coalesce(max(stream_offset), 0) AS at FROM tombstone WHERE session_sid = :sid AND kind = '${EVENTS_MOVED}'
         AND (:source::text IS NULL OR source = :source)`,
      { sid, source },
    ),
  );
  return last?.at ?? 0;
}

/** Rows deleted after `since`, newest first: of one session, or of one kind; at most `limit`. */
export async function deletedOf(
  manager: EntityManager,
  of: { readonly kinds: readonly DeletedKind[]; readonly session: SessionRef | null },
  since: number,
  limit: number,
): Promise<Change[]> {
  const { sid = null, source = null } = of.session ?? {};
  const tombstones = await rows<Tombstone>(
    manager,
    named(
      `SELECT ${COLUMNS} FROM tombstone WHERE stream_offset > :since AND kind = ANY(:kinds)
         AND (:sid::text IS NULL OR session_sid = :sid) AND (:source::text IS NULL OR source = :source)
       ORDER BY stream_offset DESC LIMIT ${limit}`,
      { since, kinds: of.kinds, sid, source },
    ),
  );
  return tombstones.map((row) => deletion(row).change);
}

/** Stores the tombstones of one offset. An existing tombstone, of a row that was stored again since, is moved. */
export async function bury(
  client: SqlClient,
  place: { readonly source: string; readonly streamOffset: number },
  deleted: readonly DeletedRow[],
): Promise<void> {
  await run(
    client,
    named(
      `INSERT INTO tombstone (kind, source, id, session_sid, stream_offset, deleted_ms)
       SELECT kind, :source, id, "sessionSid", :streamOffset, ${NOW_MS}
       FROM json_to_recordset(:deleted::json) AS row (kind text, id text, "sessionSid" text)
       ON CONFLICT (kind, source, id) DO UPDATE SET session_sid = excluded.session_sid,
         stream_offset = excluded.stream_offset, deleted_ms = excluded.deleted_ms`,
      { ...place, deleted: JSON.stringify(unique(deleted)) },
    ),
  );
}

/** A session may contain a track sid twice, under two connections. */
const unique = (rows: readonly DeletedRow[]): DeletedRow[] => [
  ...new Map(rows.map((row) => [`${row.kind}/${row.id}`, row])).values(),
];
