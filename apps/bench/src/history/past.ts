/**
 * A year of calls, inserted as rows as the fold writes them: a webhook for each would take hours. There are so many sessions that one begins
 * every few seconds, with ten connections and fifteen tracks each, in recurring rooms, with recurring people, and two hundred
 * customers.
 */
import { Client } from 'pg';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Rows of one statement. */
const SESSIONS_AT_ONCE = 20_000;

/** About as much as the fold keeps of each row. */
const EVIDENCE = `json_build_object('sid', sid, 'seen', repeat('x', 200))`;

const SESSION = `
  SELECT 'RM_' || i AS sid, $3::bigint + (i * ($4::bigint - $3) / $5) AS start, (1 + (i * 7919) % 3600) * 1000 AS ms,
    'room-' || (i * 31) % greatest(1, $5 / 20) AS name, 'customer-' || (i * 17) % 200 AS customer, i
  FROM generate_series($1::bigint, $2::bigint - 1) i`;

const SESSIONS = `
  INSERT INTO session (source, sid, name, state, started_ms, ended_ms, end_reason, first_joined_ms, last_left_ms, people, agents,
    participants, tracks, joins, identities, aborted, recording, metadata, metadata_fields, last_event_ms, order_ms, until_ms, lasted_ms,
    stream_offset, flipped_offset, evidence)
  SELECT 'default', sid, name, 'ended', start, start + ms, (ARRAY['finished', 'finished', 'finished', 'reconciled', 'timeout'])[1 + i % 5],
    start, start + ms, 0, 0, 0, 0, 10, 9, (i % 9 = 0)::int, false, json_build_object('customer', customer, 'plan', 'pro')::text,
    ARRAY['customer:' || customer, 'plan:pro'], start + ms, start, start + ms, ms, 1, 1, ${EVIDENCE}
  FROM (${SESSION}) s`;

const PARTICIPANTS = `
  INSERT INTO participant (source, sid, session_sid, identity, name, kind, state, joined_ms, left_ms, left_estimated, disconnect_reason,
    metadata, attributes, tracks, agent_name, job_id, open, stream_offset, flipped_offset, evidence)
  SELECT 'default', sid, session_sid, CASE WHEN n = 0 THEN 'agent-' || sid ELSE 'person-' || (i * 10 + n * 7919) % greatest(1, $5 / 5) END, 'Somebody',
    CASE WHEN n = 0 THEN 'AGENT' WHEN n = 1 THEN 'SIP' ELSE 'STANDARD' END, 'left', start + ms * n / 20, start + ms * (10 + n) / 20,
    i % 20 = 0, (ARRAY['CLIENT_INITIATED', 'CLIENT_INITIATED', 'DUPLICATE_IDENTITY', 'ROOM_DELETED'])[1 + n % 4], '', '{}', 0,
    CASE WHEN n = 0 THEN 'agent-' || i % 5 END, NULL, false, 1, 1, ${EVIDENCE}
  FROM (SELECT s.sid AS session_sid, 'PA_' || i || '_' || n AS sid, start, ms, i, n FROM (${SESSION}) s, generate_series(0, 9) n) p`;

const TRACKS = `
  INSERT INTO track (source, sid, session_sid, participant_sid, name, type, track_source, mime_type, width, height, published_ms,
    unpublished_ms, end_estimated, open, stream_offset, evidence)
  SELECT 'default', sid, session_sid, 'PA_' || i || '_' || n % 10, '', 'AUDIO', 'MICROPHONE', 'audio/red', NULL, NULL, start, start + ms,
    false, false, 1, ${EVIDENCE}
  FROM (SELECT s.sid AS session_sid, 'TR_' || i || '_' || n AS sid, start, ms, i, n FROM (${SESSION}) s, generate_series(0, 14) n) t`;

const INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE tablename IN ('session', 'participant', 'track') AND schemaname = current_schema()
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = quote_ident(indexname)::regclass)`;

/**
 * Ends an hour before now. `progress` is called with the number of created sessions. The indexes are dropped and created again, which takes a third of
 * the time of maintaining them.
 */
export async function makePast(url: string, sessions: number, progress: (made: number) => void): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(INDEXES);
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
    const toMs = Date.now() - HOUR_MS;
    for (let from = 0; from < sessions; from += SESSIONS_AT_ONCE) {
      const to = Math.min(sessions, from + SESSIONS_AT_ONCE);
      const values = [from, to, toMs - 365 * DAY_MS, toMs, sessions];
      for (const insert of [SESSIONS, PARTICIPANTS, TRACKS]) await client.query(insert, values);
      progress(to);
    }
    for (const { definition } of indexes) await client.query(definition);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
