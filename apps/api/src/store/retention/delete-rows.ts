/** Deletes the rows of sessions from their tables and returns which rows those were. */
import type { SqlClient } from '../sql/client';
import type { DeletedKind, DeletedRow } from '../stream/tombstones';
import { named, rows } from '../sql/sql';

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
  client: SqlClient,
  source: string,
  sids: readonly string[],
  beforeMs: number,
): Promise<DeletedRow[]> {
  const deleted = await rows<{ sid: string }>(
    client,
    named('DELETE FROM session WHERE source = :source AND sid = ANY(:sids) AND ended_ms < :beforeMs RETURNING sid', {
      source,
      sids,
      beforeMs,
    }),
  );
  return deleted.map(({ sid }) => ({ kind: 'session', id: sid, sessionSid: sid }));
}

/** Deletes what belongs to these sessions, at most `limit` rows. */
export async function deleteChildren(
  client: SqlClient,
  source: string,
  sids: readonly string[],
  limit: number,
): Promise<DeletedRow[]> {
  const deleted: DeletedRow[] = [];
  for (const { table, kind, id } of CHILDREN) {
    if (deleted.length >= limit) break;
    const isAgent = table === 'participant' ? "t.kind = 'AGENT'" : 'false';
    const children = await rows<{ id: string; sessionSid: string; agent: boolean }>(
      client,
      named(
        `DELETE FROM ${table} t USING (
           SELECT ${id} FROM ${table} WHERE source = :source AND session_sid = ANY(:sids) LIMIT :left
         ) AS own WHERE t.source = :source AND t.session_sid = ANY(:sids) AND t.${id} = own.${id}
         RETURNING t.${id} AS id, t.session_sid AS "sessionSid", ${isAgent} AS agent`,
        { source, sids, left: limit - deleted.length },
      ),
    );
    for (const { agent, ...row } of children) {
      deleted.push({ kind, ...row });
      if (agent) deleted.push({ kind: 'agent', ...row });
    }
  }
  return deleted;
}

/** SQL: how many rows belong to a session `s`, counted up to `:enough`. */
export const CHILDREN_OF_S = CHILDREN.map(
  ({ table }) =>
    `(SELECT count(*) FROM (SELECT 1 FROM ${table} c WHERE c.source = s.source AND c.session_sid = s.sid LIMIT :enough) counted)`,
).join(' + ');
