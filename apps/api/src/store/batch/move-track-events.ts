import { NOW_MS } from '../sql/now';
import type { Sql } from '../sql/connection';
import { together } from '../sql/together';
import type { SourcedSession } from '../stream/feed';
import { EVENTS_MOVED } from '../stream/tombstones';
import type { Move, WorkingSet } from './working-set';

/** Moves the events that `condition` selects, and adds a tombstone for each session whose events changed. */
const move = (condition: string): string => `
  WITH moved AS (
    UPDATE event e SET session_sid = m."to", room_name = coalesce(e.room_name, m.name)
    FROM json_to_recordset($2::json) AS m (sid text, "from" text, "to" text, name text, "streamOffset" bigint)
    WHERE e.source = $1 AND e.participant_sid = m.sid AND ${condition}
    RETURNING m."from", m."to", m."streamOffset"
  ), changed AS (
    SELECT sid, max("streamOffset") AS stream_offset
    FROM moved, LATERAL (VALUES ("from"), ("to")) AS session (sid) WHERE sid IS NOT NULL GROUP BY sid
  )
  INSERT INTO tombstone (kind, source, id, session_sid, stream_offset, deleted_ms)
  SELECT '${EVENTS_MOVED}', $1, sid, sid, stream_offset, ${NOW_MS} FROM changed
  ON CONFLICT (kind, source, id) DO UPDATE SET stream_offset = excluded.stream_offset, deleted_ms = excluded.deleted_ms
  RETURNING source, id AS sid`;

const PLACED = move('e.session_sid IS NULL');
const ELSEWHERE = move(`e.session_sid = m."from" AND e.event LIKE 'track!_%' ESCAPE '!'`);

/**
 * Stored events that belong to the session of their connection follow it: track events, whatever room they name, and
 * those that name none. Each update is one index look-up, and rare. Both are sent at once, since a COMMIT may follow
 * without waiting. Returns the sessions whose events changed.
 */
export async function moveTrackEvents(sql: Sql, set: WorkingSet): Promise<readonly SourcedSession[]> {
  const moves = set.moved();
  const [placed, elsewhere] = [moves.filter(({ from }) => from === null), moves.filter(({ from }) => from !== null)];
  const run = async (statement: string, of: readonly Move[]): Promise<readonly SourcedSession[]> => {
    if (of.length === 0) return [];
    const rows = of.map(({ sid, from, to, streamOffset }) => {
      return { sid, from, to, streamOffset, name: set.state.sessions.get(to)?.name ?? null };
    });
    return sql.query<SourcedSession>(statement, [set.source, JSON.stringify(rows)]);
  };
  return (await together([run(PLACED, placed), run(ELSEWHERE, elsewhere)])).flat();
}
