/** Reads rows of each entity as readers see them; `where` is SQL over the alias `t`. */
import { type Change, METADATA_PREVIEW_BYTES, rowId } from '@livekit-dashboard/contracts';
import { preview, toAgent, toEgress, toIngress, toParticipant, toSession, toTrack } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import { selectList } from '../sql/bulk';
import { EgressEntity, type EgressRow } from '../entities/egress.entity';
import { IngressEntity, type IngressRow } from '../entities/ingress.entity';
import { ParticipantEntity, type AgentRow, type ParticipantRow } from '../entities/participant.entity';
import { SessionEntity, type SessionRow } from '../entities/session.entity';
import { TrackEntity, type TrackRow } from '../entities/track.entity';
import { NAME } from './session-sorts';

export interface Clause {
  readonly where: string;
  readonly parameters: readonly unknown[];
  /** `ORDER BY`, `LIMIT` and the like. */
  readonly tail?: string;
  /** Where the rows are read from, if not their whole table: a subquery. */
  readonly from?: string;
}

const METADATA_BYTES = 'octet_length(t.metadata) AS "metadataBytes"';

/** SQL of texts that have no length limit. No more of them than a preview shows leaves the database, unless they are wanted `whole`. */
const texts = (names: readonly string[], whole: boolean): string =>
  names.map((name) => (whole ? `t.${name}` : `left(t.${name}, ${METADATA_PREVIEW_BYTES}) AS ${name}`)).join(', ');

const SESSION_TEXTS = ['name', 'metadata'] as const;
const PARTICIPANT_TEXTS = ['identity', 'name', 'metadata'] as const;

export class EntityReader {
  constructor(private readonly manager: EntityManager) {}

  sessions(clause: Clause, whole = false): Promise<SessionRow[]> {
    const columns = selectList(this.manager, SessionEntity, ['evidence', 'metadataFields', ...SESSION_TEXTS]);
    const all = `${columns}, ${texts(SESSION_TEXTS, whole)}, ${METADATA_BYTES}, ${NAME} AS "nameKey"`;
    return this.read(all, 'session', clause);
  }

  participants(clause: Clause, whole = false): Promise<ParticipantRow[]> {
    const columns = selectList(this.manager, ParticipantEntity, ['evidence', 'sipKeys', ...PARTICIPANT_TEXTS]);
    return this.read(`${columns}, ${texts(PARTICIPANT_TEXTS, whole)}, ${METADATA_BYTES}`, 'participant', clause);
  }

  /** Participants of kind AGENT, with the name of their session; the session's alias is `s`. */
  agents({ where, parameters, tail = '' }: Clause): Promise<AgentRow[]> {
    const columns = selectList(this.manager, ParticipantEntity, ['evidence', 'sipKeys', ...PARTICIPANT_TEXTS]);
    const all = `${columns}, ${texts(PARTICIPANT_TEXTS, false)}, ${METADATA_BYTES}`;
    return this.manager.query(
      `SELECT ${all}, left(s.name, ${METADATA_PREVIEW_BYTES}) AS "sessionName" FROM participant t
       LEFT JOIN session s ON s.source = t.source AND s.sid = t.session_sid
       WHERE t.kind = 'AGENT' AND ${where} ${tail}`,
      [...parameters],
    );
  }

  tracks(clause: Clause): Promise<TrackRow[]> {
    return this.read(selectList(this.manager, TrackEntity, ['evidence']), 'track', clause);
  }

  egresses(clause: Clause): Promise<EgressRow[]> {
    return this.read(selectList(this.manager, EgressEntity, ['evidence']), 'egress', clause);
  }

  ingresses(clause: Clause): Promise<IngressRow[]> {
    return this.read(selectList(this.manager, IngressEntity, ['evidence']), 'ingress', clause);
  }

  private read<R>(columns: string, table: string, { where, parameters, tail = '', from }: Clause): Promise<R[]> {
    return this.manager.query(`SELECT ${columns} FROM ${from ?? table} t WHERE ${where} ${tail}`, [...parameters]);
  }
}

export const sessionChange = (row: SessionRow): Change => ({
  kind: 'session',
  id: rowId(row.source, row.sid),
  offset: row.streamOffset,
  value: preview(toSession(row)),
});
export const participantChange = (row: ParticipantRow): Change => ({
  kind: 'participant',
  id: rowId(row.source, row.sid),
  offset: row.streamOffset,
  value: preview(toParticipant(row)),
});
export const agentChange = (row: AgentRow): Change => ({
  kind: 'agent',
  id: rowId(row.source, row.sid),
  offset: row.streamOffset,
  value: preview(toAgent(row)),
});
export const trackChange = (row: TrackRow): Change => ({
  kind: 'track',
  id: rowId(row.source, row.sid),
  offset: row.streamOffset,
  value: preview(toTrack(row)),
});
export const egressChange = (row: EgressRow): Change => ({
  kind: 'egress',
  id: rowId(row.source, row.id),
  offset: row.streamOffset,
  value: preview(toEgress(row)),
});
export const ingressChange = (row: IngressRow): Change => ({
  kind: 'ingress',
  id: rowId(row.source, row.key),
  offset: row.streamOffset,
  value: preview(toIngress(row)),
});
