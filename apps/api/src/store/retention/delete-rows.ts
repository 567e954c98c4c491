/** Deletes the rows of sessions from their tables and returns which rows those were. */
import type { Sql } from '../sql/connection';
import type { DeletedKind, DeletedRow } from '../stream/tombstones';

/**
 * Each table of rows that belong to a session, with the kind of its changes and the column of its id. Those of a
 * session first.
 */
const CHILDREN: readonly { readonly table: string; readonly kind: DeletedKind; readonly id: string }[] = [
  { table: 'track', kind: 'track', id: 'sid' },
  { table: 'participant', kind: 'participant', id: 'sid' },
  { table: 'egress', kind: 'egress', id: 'id' },
  { table: 'ingress', kind: 'ingress', id: 'key' },
];

/** Deletes those of the given sessions that still are as they were when they ended before `beforeMs`. */
export async function deleteSessions(
  sql: Sql,
  source: string,
  sids: readonly string[],
  beforeMs: number,
): Promise<DeletedRow[]> {
  const rows = await sql.query<{ sid: string }>(
    'DELETE FROM session WHERE source = $1 AND sid = ANY($2) AND ended_ms < $3 RETURNING sid',
    [source, sids, beforeMs],
  );
  return rows.map(({ sid }) => ({ kind: 'session', id: sid, sessionSid: sid }));
}

/** Deletes what belongs to these sessions, at most `limit` rows. */
export async function deleteChildren(
  sql: Sql,
  source: string,
  sids: readonly string[],
  limit: number,
): Promise<DeletedRow[]> {
  const deleted: DeletedRow[] = [];
  for (const { table, kind, id } of CHILDREN) {
    if (deleted.length >= limit) break;
    const rows = await sql.query<{ id: string; sessionSid: string; agent: boolean }>(
      `DELETE FROM ${table} t USING (
         SELECT ${id} FROM ${table} WHERE source = $1 AND session_sid = ANY($2) LIMIT $3
       ) AS own WHERE t.source = $1 AND t.session_sid = ANY($2) AND t.${id} = own.${id}
       RETURNING t.${id} AS id, t.session_sid AS "sessionSid", ${table === 'participant' ? "t.kind = 'AGENT'" : 'false'} AS agent`,
      [source, sids, limit - deleted.length],
    );
    for (const { agent, ...row } of rows) {
      deleted.push({ kind, ...row });
      if (agent) deleted.push({ kind: 'agent', ...row });
    }
  }
  return deleted;
}

/** How many rows belong to a session `s`, counted up to `$2`. */
export const CHILDREN_OF_S = CHILDREN.map(
  ({ table }) =>
    `(SELECT count(*) FROM (SELECT 1 FROM ${table} c WHERE c.source = s.source AND c.session_sid = s.sid LIMIT $2) counted)`,
).join(' + ');
