import type { SqlClient } from '../sql/client';
import { together } from '../sql/together';
import type { EventEntity } from '../entities/event.entity';
import { named, run } from '../sql/sql';

/** Appends to the log and moves the head to the last of them. */
export async function appendEvents(client: SqlClient, events: readonly EventEntity[]): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  // Payloads are separate parameters: inside one JSON document PostgreSQL would decode, and refuse, their NULs and lone
  // surrogates.
  const rows = events.map(({ payload: _, ...row }) => row);
  await together([
    run(
      client,
      named(
        `INSERT INTO event (stream_offset, source, id, event, created_ms, received_ms, api_key, session_sid, room_name,
           participant_sid, identity, track_sid, synthetic, payload)
         SELECT "streamOffset", source, id, event, "createdMs", "receivedMs", "apiKey", "sessionSid", "roomName",
           "participantSid", identity, "trackSid", synthetic, payload::json
         FROM ROWS FROM (
           json_to_recordset(:rows::json) AS ("streamOffset" bigint, source text, id text, event text, "createdMs" bigint,
             "receivedMs" bigint, "apiKey" text, "sessionSid" text, "roomName" text, "participantSid" text, identity text,
             "trackSid" text, synthetic boolean),
           unnest(:payloads::text[])
         ) AS row ("streamOffset", source, id, event, "createdMs", "receivedMs", "apiKey", "sessionSid", "roomName",
           "participantSid", identity, "trackSid", synthetic, payload)`,
        { rows: JSON.stringify(rows), payloads: events.map(({ payload }) => JSON.stringify(payload)) },
      ),
    ),
    client.query('UPDATE stream_head SET stream_offset = $1 WHERE id = 1', [last.streamOffset]),
  ]);
}
