import { NOW_MS } from '../sql/now';
import type { SqlClient } from '../sql/client';
import { together } from '../sql/together';
import type { SourcedSession } from '../stream/feed';
import { EVENTS_MOVED } from '../stream/tombstones';
import type { Move, WorkingSet } from './working-set';
import { named, rows } from '../sql/sql';

/** Moves the events that `condition` selects, and adds a tombstone for each session whose events changed. */
const move = (condition: string): string => `
  WITH moved AS (
    UPDATE event e SET session_sid = m."to", room_name = coalesce(e.room_name, m.name)
    FROM json_to_recordset(:moves::json) AS m (sid text, "from" text, "to" text, name text, "streamOffset" bigint)
    WHERE e.source = :source AND e.participant_sid = m.sid AND ${condition}
    RETURNING m."from", m."to", m."streamOffset"
  ), changed AS (
    SELECT sid, max("streamOffset") AS stream_offset
    FROM moved, LATERAL (VALUES ("from"), ("to")) AS session (sid) WHERE sid IS NOT NULL GROUP BY sid
  )
  INSERT INTO tombstone (kind, source, id, session_sid, stream_offset, deleted_ms)
  SELECT '${EVENTS_MOVED}', :source, sid, sid, stream_offset, ${NOW_MS} FROM changed
  ON CONFLICT (kind, source, id) DO UPDATE SET stream_offset = excluded.stream_offset, deleted_ms = excluded.deleted_ms
  RETURNING source, id AS sid`;

const PLACED = move('e.session_sid IS NULL');
const ELSEWHERE = move(`e.session_sid = m."from" AND e.event LIKE 'track!_%' ESCAPE '!'`);

/**
 * Stored events that belong to the session of their connection follow it: track events, whatever room they name, and
 * those that name none. Each update is one index look-up, and rare. Both are sent at once, since a COMMIT may follow
 * without waiting. Returns the sessions whose events changed.
 */
export async function moveTrackEvents(client: SqlClient, set: WorkingSet): Promise<readonly SourcedSession[]> {
  const moves = set.moved();
  const [placed, elsewhere] = [moves.filter(({ from }) => from === null), moves.filter(({ from }) => from !== null)];
  const moveAll = async (statement: string, of: readonly Move[]): Promise<readonly SourcedSession[]> => {
    if (of.length === 0) return [];
    const placed = of.map(({ sid, from, to, streamOffset }) => {
      return { sid, from, to, streamOffset, name: set.state.sessions.get(to)?.name ?? null };
    });
    return rows(client, named(statement, { source: set.source, moves: JSON.stringify(placed) }));
  };
  return (await together([moveAll(PLACED, placed), moveAll(ELSEWHERE, elsewhere)])).flat();
}
