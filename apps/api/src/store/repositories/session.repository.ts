import {
  SESSION_CHILDREN_LIMIT,
  type SessionDetail,
  type SessionDetailQuery,
  type SessionsQuery,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config/config';
import {
  type ParticipantRow,
  type SessionRow,
  toEgress,
  toParticipant,
  toSession,
  toTrack,
  type TrackRow,
} from '../views';
import { Conditions, searchable } from './conditions';
import { EntityReader } from './entity-reader';
import { pageOf, readAtOnce } from './list';
import { type Key, Order } from './order';
import { peakPeople } from './peak-people';
import { SessionListReader, type SessionPage } from './session-list.reader';
import { sessionOrder } from './session-sorts';
import { SlowReader } from './slow-reader';

const SID: Key<{ readonly sid: string }> = { sql: 't.sid', type: 'text', of: (row) => row.sid };
const PARTICIPANTS = new Order<ParticipantRow>('participants', [
  { sql: 'coalesce(t.joined_ms, t.left_ms, 0)', type: 'bigint', of: (row) => row.joinedMs ?? row.leftMs ?? 0 },
  SID,
]);
const TRACKS = new Order<TrackRow>('tracks', [
  {
    sql: 'coalesce(t.published_ms, t.unpublished_ms, 0)',
    type: 'bigint',
    of: (row) => row.publishedMs ?? row.unpublishedMs ?? 0,
  },
  SID,
]);

/** Sessions for lists and pages. */
@Injectable()
export class SessionRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly slow: SlowReader,
    private readonly config: Config,
  ) {}

  /** Throws `BadCursorError`; rejects with the signal's reason once it is aborted. */
  async list(query: SessionsQuery, signal: AbortSignal): Promise<SessionPage> {
    const order = sessionOrder(query.sort);
    const place = order.placeOf(query.cursor);
    return this.slow.read(signal, async (manager, asOf) => ({
      ...(await new SessionListReader(manager, query, this.config.tenantKey).page(order, place)),
      ...asOf,
    }));
  }

  /** One session whole; null if there is none of that sid. Throws `BadCursorError`. */
  detail(sid: string, query: SessionDetailQuery): Promise<Omit<SessionDetail, 'serverTime'> | null> {
    const participantsPlace = PARTICIPANTS.placeOf(query.participantsCursor, 'participantsCursor');
    const tracksPlace = TRACKS.placeOf(query.tracksCursor, 'tracksCursor');
    const one = { where: 't.sid = $1', parameters: [searchable(sid)], tail: 'ORDER BY t.source LIMIT 1' };
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const reader = new EntityReader(manager);
      const [row] = await reader.sessions(one, true);
      if (!row) return null;
      const participantRows = await reader.participants(
        childrenOf(row, PARTICIPANTS, participantsPlace, only('sid', query.participant)),
        true,
      );
      const participants = pageOf(participantRows, SESSION_CHILDREN_LIMIT, PARTICIPANTS);
      const trackRows = await reader.tracks(
        childrenOf(row, TRACKS, tracksPlace, only('participant_sid', query.participant)),
      );
      const tracks = pageOf(trackRows, SESSION_CHILDREN_LIMIT, TRACKS);
      const of = { where: 't.source = $1 AND t.session_sid = $2', parameters: [row.source, row.sid] };
      const egresses = await reader.egresses({ ...of, tail: 'ORDER BY t.started_ms, t.id' });
      return {
        session: toSession(row),
        participants: participants.rows.map(toParticipant),
        tracks: tracks.rows.map(toTrack),
        egresses: egresses.map(toEgress),
        peakPeople: await peakPeople(manager, row),
        participantsNextCursor: participants.nextCursor,
        tracksNextCursor: tracks.nextCursor,
        ...asOf,
      };
    });
  }
}

const clauseOf = ({ where, parameters }: Conditions) => ({ where, parameters });

type Narrow = (conditions: Conditions) => Conditions;

/** Those of one participant, if one is asked for. */
const only =
  (column: 'sid' | 'participant_sid', participant: string | undefined): Narrow =>
  (conditions) =>
    conditions.when(participant, (p) => `t.${column} = ${p}`);

function childrenOf<R>(
  { source, sid }: SessionRow,
  order: Order<R>,
  place: ReturnType<Order<R>['placeOf']>,
  narrow: Narrow,
) {
  const own = narrow(new Conditions().when(source, (p) => `t.source = ${p}`).when(sid, (p) => `t.session_sid = ${p}`));
  order.after(place, own);
  return { ...clauseOf(own), tail: `${order.orderBy} LIMIT ${SESSION_CHILDREN_LIMIT + 1}` };
}
