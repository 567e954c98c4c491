import {
  SESSION_CHILDREN_LIMIT,
  type Session,
  type SessionDetail,
  type SessionDetailQuery,
  type SessionsQuery,
} from '@livekit-dashboard/contracts';
import { preview } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type ParticipantRow,
  type SessionRow,
  toEgress,
  toParticipant,
  toSession,
  toTrack,
  type TrackRow,
} from '../views';
import { Conditions, containing, searchable } from './conditions';
import { EntityReader } from './entity-reader';
import { countUpToLimit, type Page, pageOf, readAtOnce } from './list';
import { type Key, Order } from './order';
import { peakPeople } from './peak-people';

/** What each sort goes by. */
const SORTS: Readonly<Record<string, Key<SessionRow>>> = {
  startedAt: { sql: 't.order_ms', type: 'bigint', of: (row) => row.orderMs },
  endedAt: {
    sql: `coalesce(t.ended_ms, ${Number.MAX_SAFE_INTEGER})`,
    type: 'bigint',
    of: (row) => row.endedMs ?? Number.MAX_SAFE_INTEGER,
  },
  lastEventAt: { sql: 'coalesce(t.last_event_ms, 0)', type: 'bigint', of: (row) => row.lastEventMs ?? 0 },
  name: { sql: `coalesce(t.name, '') COLLATE "C"`, type: 'text', of: (row) => row.name ?? '' },
  people: { sql: 't.people', type: 'bigint', of: (row) => row.people },
  joins: { sql: 't.joins', type: 'bigint', of: (row) => row.joins },
};
const SID: Key<{ readonly sid: string }> = { sql: 't.sid', type: 'text', of: (row) => row.sid };
const SOURCE: Key<SessionRow> = { sql: 't.source', type: 'text', of: (row) => row.source };

function orderOf(sort: string): Order<SessionRow> {
  const key = SORTS[sort.replace('-', '')];
  if (!key) throw new TypeError(`no such sort: ${sort}`);
  return new Order(`sessions ${sort}`, [key, SID, SOURCE], sort.startsWith('-'));
}

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

const connection = (condition: string): string =>
  `EXISTS (SELECT 1 FROM participant p WHERE p.source = t.source AND p.session_sid = t.sid AND ${condition})`;

/** Sessions for lists and pages. */
@Injectable()
export class SessionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws `BadCursorError`. */
  list(query: SessionsQuery): Promise<Page<Session>> {
    const order = orderOf(query.sort);
    const place = order.placeOf(query.cursor);
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const matching = filters(query);
      const total = await countUpToLimit(manager, 'session t', matching);
      order.after(place, matching);
      const tail = `${order.orderBy} LIMIT ${query.limit + 1}`;
      const rows = await new EntityReader(manager).sessions({ ...clauseOf(matching), tail });
      const page = pageOf(rows, query.limit, order);
      return { items: page.rows.map(toSession).map(preview), nextCursor: page.nextCursor, total, ...asOf };
    });
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

function filters(query: SessionsQuery): Conditions {
  const like = query.q === undefined ? undefined : containing(query.q);
  return new Conditions()
    .when(query.state, (p) => `t.state = ${p}`)
    .when(query.room, (p) => `t.name = ${p}`)
    .when(query.identity, (p) => connection(`p.identity = ${p}`))
    .when(query.agent, (p) => connection(`p.kind = 'AGENT' AND p.agent_name = ${p}`))
    .when(like, (p) => `t.name ILIKE ${p} OR t.sid ILIKE ${p} OR ${connection(`p.identity ILIKE ${p}`)}`)
    .when(query.to && Date.parse(query.to), (p) => `t.order_ms < ${p}`)
    .when(
      query.from && Date.parse(query.from),
      // One that ended as it began was there at that moment.
      (p) => `t.ended_ms IS NULL OR t.ended_ms > ${p} OR (t.ended_ms = t.order_ms AND t.ended_ms = ${p})`,
    );
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
