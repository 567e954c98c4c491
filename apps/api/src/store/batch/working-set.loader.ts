/** Loads exactly the rows that a batch needs, in as few round trips as possible (`needs.ts`). */
import {
  chainWindows,
  egressIdsOf,
  identitiesOf,
  ingressKey,
  ingressKeysOf,
  lapsedConnectionsOf,
  leavingConnectionsOf,
  participantSidsOf,
  sessionSidsOf,
  sessionsWithMovingEnds,
  placementsOf,
  trackKeysOf,
  trackKey,
  type ChainWindow,
  type ConnectionInSession,
  type DomainEvent,
  type IdentityInSession,
  type Placements,
} from '@livekit-dashboard/domain';
import { sameText } from '../sql/bounded-key';
import type { SqlClient } from '../sql/client';
import { together } from '../sql/together';
import { egressRecord } from '../entities/egress.entity';
import { ingressRecord } from '../entities/ingress.entity';
import { PARTICIPANT_COLUMNS, participantRecord } from '../entities/participant.entity';
import { sessionRecord } from '../entities/session.entity';
import { trackRecord } from '../entities/track.entity';
import { WorkingSet, type Shown } from './working-set';
import { named, rows } from '../sql/sql';

interface Evidence {
  readonly evidence: object;
}
type SessionEvidenceRow = Parameters<typeof sessionRecord>[0] & Shown;
type ParticipantEvidenceRow = Parameters<typeof participantRecord>[0] & Shown;

const SESSION =
  'SELECT evidence, metadata, state, flipped_offset AS "flippedOffset" FROM session s WHERE s.source = :source';
const PARTICIPANT = `SELECT ${PARTICIPANT_COLUMNS}, p.state, p.flipped_offset AS "flippedOffset"
  FROM participant p WHERE p.source = :source`;
const TRACK = 'SELECT t.evidence FROM track t WHERE t.source = :source';

/**
 * Loads in steps, each of which depends on the one before: the rows that the events name; the neighbours of a session
 * whose place among those of its name may change; the sessions of connections whose events do not name it; the rows
 * that an end also ends. Most batches need the first step alone.
 */
export class WorkingSetLoader {
  readonly set: WorkingSet;

  constructor(
    private readonly client: SqlClient,
    source: string,
  ) {
    this.set = new WorkingSet(source);
  }

  /** The rows that these events name. They may be more events than are folded in the end. */
  async named(events: readonly DomainEvent[]): Promise<void> {
    await together([
      this.sessions(sessionSidsOf(events)),
      this.participants(participantSidsOf(events), identitiesOf(events)),
      this.tracks(
        trackKeysOf(events).map(({ sid }) => sid),
        leavingConnectionsOf(events),
      ),
      this.egresses(egressIdsOf(events)),
      this.ingresses(ingressKeysOf(events)),
    ]);
  }

  /** What else the fold of these events reads. Requires `named` of them, or of more. */
  async rest(events: readonly DomainEvent[]): Promise<void> {
    const { state } = this.set;
    await this.chains(chainWindows(state, events));
    await this.placements(placementsOf(state, events));
    const moving = sessionsWithMovingEnds(state, events);
    await together([
      this.openParticipants(moving),
      this.openTracks(moving),
      this.tracks([], lapsedConnectionsOf(state, events)),
    ]);
  }

  private async placements(placements: Placements): Promise<void> {
    const { sessionSids, identities, wholeSessions, movers, connections } = placements;
    await this.sessions(sessionSids);
    if (identities.length > 0) await this.siblings(identities);
    if (wholeSessions.length > 0)
      this.addParticipants(
        await this.query(`${PARTICIPANT} AND p.session_sid = ANY(:wholeSessions)`, { wholeSessions }),
      );
    if (connections.length > 0) await this.tracks([], connections);
    if (movers.length > 0) await this.allTracks(movers);
  }

  private async sessions(sids: readonly string[]): Promise<void> {
    if (sids.length > 0) this.addSessions(await this.query(`${SESSION} AND s.sid = ANY(:sids)`, { sids }));
  }

  private async siblings(identities: readonly IdentityInSession[]): Promise<void> {
    const rows = await this.query<ParticipantEvidenceRow>(
      `SELECT sibling.* FROM unnest(:sessionSids::text[], :identities::text[]) AS i (session_sid, identity)
       CROSS JOIN LATERAL (${PARTICIPANT} AND p.session_sid = i.session_sid
         AND ${sameText('p.identity', 'i.identity')} OFFSET 0) AS sibling`,
      columnsOf(identities),
    );
    this.addParticipants(rows);
  }

  /** In any state, in the session that the connection is stored in. */
  private async allTracks(participantSids: readonly string[]): Promise<void> {
    const rows = await this.query<Evidence>(
      `SELECT own.evidence FROM participant p CROSS JOIN LATERAL (${TRACK} AND t.participant_sid = p.sid
         AND (t.session_sid = p.session_sid OR t.session_sid IS NULL AND p.session_sid IS NULL) OFFSET 0) AS own
       WHERE p.source = :source AND p.sid = ANY(:participantSids)`,
      { participantSids },
    );
    this.addTracks(rows);
  }

  /** The sessions of each window and the nearest on either side of it. */
  private async chains(windows: readonly ChainWindow[]): Promise<void> {
    if (windows.length === 0) return;
    const named = `${SESSION} AND ${sameText('s.name', 'w.name')}`;
    const rows = await this.query<SessionEvidenceRow>(
      `SELECT near.* FROM json_to_recordset(:windows::json) AS w (name text, "fromMs" bigint, "toMs" bigint)
       CROSS JOIN LATERAL (
         (${named} AND order_ms BETWEEN w."fromMs" AND w."toMs")
         UNION ALL (${named} AND order_ms < w."fromMs" ORDER BY order_ms DESC, sid DESC LIMIT 1)
         UNION ALL (${named} AND order_ms > w."toMs" ORDER BY order_ms, sid LIMIT 1)
       ) AS near`,
      { windows: JSON.stringify(windows) },
    );
    this.addSessions(rows);
  }

  /** `OFFSET 0` keeps the planner at one index look-up for each identity, also while the table is small. */
  private async participants(sids: readonly string[], identities: readonly IdentityInSession[]): Promise<void> {
    if (sids.length === 0) return;
    const rows = await this.query<ParticipantEvidenceRow>(
      `${PARTICIPANT} AND p.sid = ANY(:sids)
       UNION ALL SELECT sibling.* FROM unnest(:sessionSids::text[], :identities::text[]) AS i (session_sid, identity)
         CROSS JOIN LATERAL (${PARTICIPANT} AND p.session_sid = i.session_sid AND ${sameText('p.identity', 'i.identity')}
           AND NOT p.sid = ANY(:sids) OFFSET 0) AS sibling`,
      { sids, ...columnsOf(identities) },
    );
    this.addParticipants(rows);
  }

  private async openParticipants(sessions: readonly string[]): Promise<void> {
    if (sessions.length === 0) return;
    this.addParticipants(
      await this.query(`${PARTICIPANT} AND p.session_sid = ANY(:sessions) AND p.open`, { sessions }),
    );
  }

  private async tracks(sids: readonly string[], connections: readonly ConnectionInSession[]): Promise<void> {
    if (sids.length === 0 && connections.length === 0) return;
    const rows = await this.query<Evidence>(
      `${TRACK} AND t.sid = ANY(:sids)
       UNION ALL SELECT own.evidence FROM unnest(:sessionSids::text[], :participantSids::text[]) AS p (session_sid, sid)
         CROSS JOIN LATERAL (${TRACK} AND t.session_sid = p.session_sid AND t.participant_sid = p.sid
           AND t.open OFFSET 0) AS own`,
      {
        sids,
        sessionSids: connections.map(({ sessionSid }) => sessionSid),
        participantSids: connections.map(({ participantSid }) => participantSid),
      },
    );
    this.addTracks(rows);
  }

  private async openTracks(sessions: readonly string[]): Promise<void> {
    if (sessions.length === 0) return;
    this.addTracks(await this.query(`${TRACK} AND t.session_sid = ANY(:sessions) AND t.open`, { sessions }));
  }

  private async egresses(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await this.query<Evidence>('SELECT evidence FROM egress WHERE source = :source AND id = ANY(:ids)', {
      ids,
    });
    for (const record of rows.map(egressRecord)) this.set.take('egresses', record.id, record);
  }

  private async ingresses(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const rows = await this.query<Evidence>(
      'SELECT evidence FROM ingress WHERE source = :source AND key = ANY(:keys)',
      { keys },
    );
    for (const record of rows.map(ingressRecord)) {
      this.set.take('ingresses', ingressKey(record.id, record.resourceId), record);
    }
  }

  private addSessions(rows: readonly SessionEvidenceRow[]): void {
    for (const row of rows) this.set.addSession(sessionRecord(row), row);
  }

  private addParticipants(rows: readonly ParticipantEvidenceRow[]): void {
    for (const row of rows) this.set.addParticipant(participantRecord(row), row);
  }

  private addTracks(rows: readonly Evidence[]): void {
    for (const record of rows.map(trackRecord)) {
      this.set.take('tracks', trackKey(record.participantSid, record.sid), record);
    }
  }

  private query<R extends object>(text: string, values: Readonly<Record<string, unknown>>): Promise<R[]> {
    return rows(this.client, named(text, { source: this.set.source, ...values }));
  }
}

const columnsOf = (identities: readonly IdentityInSession[]) => ({
  sessionSids: identities.map(({ sessionSid }) => sessionSid),
  identities: identities.map(({ identity }) => identity),
});
