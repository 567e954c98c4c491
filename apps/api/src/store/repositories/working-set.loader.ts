/** Loads for a batch just the rows it needs, in the order in which `needs.ts` can tell them. */
import {
  chainWindows,
  egressIdsOf,
  identitiesOf,
  ingressKey,
  ingressKeysOf,
  participantSidsOf,
  participantsWithMovingEnds,
  sessionSidsOf,
  sessionsWithMovingEnds,
  trackSidsOf,
  type ChainWindow,
  type DomainEvent,
} from '@livekit-dashboard/domain';
import type { Sql } from '../database/sql';
import { together } from '../database/together';
import { egressRecord, ingressRecord, participantRecord, sessionRecord, trackRecord } from '../records';
import { WorkingSet, type Shown } from '../working-set';

type Evidence = { readonly evidence: object };
type SessionEvidenceRow = Parameters<typeof sessionRecord>[0] & Shown;
type ParticipantEvidenceRow = Parameters<typeof participantRecord>[0] & Shown;

const SESSION_COLUMNS = 'evidence, metadata, state, flipped_offset AS "flippedOffset"';
const PARTICIPANT_COLUMNS = 'evidence, metadata, attributes, name, kind, state, flipped_offset AS "flippedOffset"';

export async function loadWorkingSet(sql: Sql, source: string, events: readonly DomainEvent[]): Promise<WorkingSet> {
  const set = new WorkingSet(source);
  const loader = new Loader(sql, set);
  await loader.sessions(sessionSidsOf(events));
  await loader.chains(chainWindows(set.state, events));
  const moving = sessionsWithMovingEnds(set.state, events);
  await loader.participants(participantSidsOf(events), identitiesOf(events), moving);
  await together([
    loader.tracks(trackSidsOf(events), participantsWithMovingEnds(set.state, events), moving),
    loader.egresses(egressIdsOf(events)),
    loader.ingresses(ingressKeysOf(events)),
  ]);
  return set;
}

class Loader {
  constructor(
    private readonly sql: Sql,
    private readonly set: WorkingSet,
  ) {}

  async sessions(sids: readonly string[]): Promise<void> {
    if (sids.length === 0) return;
    this.addSessions(
      await this.query(`SELECT ${SESSION_COLUMNS} FROM session WHERE source = $1 AND sid = ANY($2)`, [sids]),
    );
  }

  /** The sessions of each window and the nearest on either side of it. */
  async chains(windows: readonly ChainWindow[]): Promise<void> {
    if (windows.length === 0) return;
    const named = `SELECT ${SESSION_COLUMNS} FROM session s WHERE s.source = $1 AND s.name = w.name`;
    const rows = await this.query<SessionEvidenceRow>(
      `SELECT near.* FROM json_to_recordset($2::json) AS w (name text, "fromMs" bigint, "toMs" bigint)
       CROSS JOIN LATERAL (
         (${named} AND order_ms BETWEEN w."fromMs" AND w."toMs")
         UNION ALL (${named} AND order_ms < w."fromMs" ORDER BY order_ms DESC, sid DESC LIMIT 1)
         UNION ALL (${named} AND order_ms > w."toMs" ORDER BY order_ms, sid LIMIT 1)
       ) AS near`,
      [JSON.stringify(windows)],
    );
    this.addSessions(rows);
  }

  async participants(
    sids: readonly string[],
    identities: readonly { readonly sessionSid: string; readonly identity: string }[],
    endingSessions: readonly string[],
  ): Promise<void> {
    if (sids.length === 0 && endingSessions.length === 0) return;
    const columns = PARTICIPANT_COLUMNS.split(', ').map((column) => `p.${column}`);
    const select = `SELECT ${columns.join(', ')} FROM participant p WHERE p.source = $1`;
    const rows = await this.query<ParticipantEvidenceRow>(
      `${select} AND p.sid = ANY($2)
       UNION ALL SELECT sibling.* FROM unnest($3::text[], $4::text[]) AS i (session_sid, identity)
         CROSS JOIN LATERAL (${select} AND p.session_sid = i.session_sid AND p.identity = i.identity
           AND NOT p.sid = ANY($2) OFFSET 0) AS sibling
       UNION ALL ${select} AND p.session_sid = ANY($5) AND p.open`,
      [
        sids,
        identities.map(({ sessionSid }) => sessionSid),
        identities.map(({ identity }) => identity),
        endingSessions,
      ],
    );
    for (const row of rows) this.set.addParticipant(participantRecord(row), row);
  }

  async tracks(
    sids: readonly string[],
    endingParticipants: readonly string[],
    endingSessions: readonly string[],
  ): Promise<void> {
    if (sids.length === 0 && endingParticipants.length === 0 && endingSessions.length === 0) return;
    const ending = endingParticipants.flatMap((sid) => this.set.state.participants.get(sid) ?? []);
    const rows = await this.query<Evidence>(
      `SELECT evidence FROM track WHERE source = $1 AND sid = ANY($2)
       UNION ALL SELECT own.evidence FROM unnest($3::text[], $4::text[]) AS p (session_sid, sid)
         CROSS JOIN LATERAL (SELECT t.evidence FROM track t
           WHERE t.source = $1 AND t.session_sid = p.session_sid AND t.participant_sid = p.sid AND t.open OFFSET 0) AS own
       UNION ALL SELECT evidence FROM track WHERE source = $1 AND session_sid = ANY($5) AND open`,
      [sids, ending.map(({ sessionSid }) => sessionSid), ending.map(({ sid }) => sid), endingSessions],
    );
    for (const record of rows.map(trackRecord)) this.set.state.tracks.set(record.sid, record);
  }

  async egresses(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await this.query<Evidence>('SELECT evidence FROM egress WHERE source = $1 AND id = ANY($2)', [ids]);
    for (const record of rows.map(egressRecord)) this.set.state.egresses.set(record.id, record);
  }

  async ingresses(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const rows = await this.query<Evidence>('SELECT evidence FROM ingress WHERE source = $1 AND key = ANY($2)', [keys]);
    for (const record of rows.map(ingressRecord)) {
      this.set.state.ingresses.set(ingressKey(record.id, record.resourceId), record);
    }
  }

  private addSessions(rows: readonly SessionEvidenceRow[]): void {
    for (const row of rows) this.set.addSession(sessionRecord(row), row);
  }

  private query<R extends object>(text: string, parameters: readonly unknown[]): Promise<R[]> {
    return this.sql.query(text, [this.set.source, ...parameters]);
  }
}
