/** Loads the connections of one identity, some at a time, with the rows that their views need, as working sets. */
import { sameText } from '../sql/bounded-key';
import type { SqlClient } from '../sql/client';
import { trackKey } from '@livekit-dashboard/domain';
import { PARTICIPANT_COLUMNS, participantRecord } from '../entities/participant.entity';
import { sessionRecord } from '../entities/session.entity';
import { trackRecord } from '../entities/track.entity';
import { WorkingSet, type Shown } from '../batch/working-set';
import { named, rows } from '../sql/sql';

type SessionRow = Parameters<typeof sessionRecord>[0] & Shown;
type ParticipantRow = Parameters<typeof participantRecord>[0] & Shown;
type Of<R> = R & { readonly source: string };

const ONES = `(SELECT source, sid, session_sid FROM participant WHERE ${sameText('identity', ':identity::text')} AND identity = :identity
  ORDER BY source, sid LIMIT :limit) one`;

/** One set for each server, with participants, their sessions and their tracks. Requires the lock of the head. */
export async function loadPerson(client: SqlClient, identity: string, limit: number): Promise<readonly WorkingSet[]> {
  const read = <R extends object>(text: string) => rows<Of<R>>(client, named(text, { identity, limit }));
  const participants = await read<ParticipantRow>(
    `SELECT p.source, ${PARTICIPANT_COLUMNS}, p.state, p.flipped_offset AS "flippedOffset"
     FROM ${ONES} JOIN participant p ON p.source = one.source AND p.sid = one.sid`,
  );
  const sessions = await read<SessionRow>(
    `SELECT DISTINCT ON (s.source, s.sid) s.source, s.evidence, s.metadata, s.state, s.flipped_offset AS "flippedOffset"
     FROM ${ONES} JOIN session s ON s.source = one.source AND s.sid = one.session_sid`,
  );
  const tracks = await read<Parameters<typeof trackRecord>[0]>(
    `SELECT t.source, t.evidence FROM ${ONES}
     JOIN track t ON t.source = one.source AND t.participant_sid = one.sid
       AND (t.session_sid = one.session_sid OR t.session_sid IS NULL AND one.session_sid IS NULL)`,
  );
  const sets = new Map<string, WorkingSet>();
  const setOf = ({ source }: { readonly source: string }): WorkingSet => {
    const set = sets.get(source) ?? new WorkingSet(source);
    sets.set(source, set);
    return set;
  };
  for (const row of participants) setOf(row).addParticipant(participantRecord(row), row);
  for (const row of sessions) setOf(row).addSession(sessionRecord(row), row);
  for (const row of tracks) {
    const record = trackRecord(row);
    setOf(row).take('tracks', trackKey(record.participantSid, record.sid), record);
  }
  return [...sets.values()];
}
