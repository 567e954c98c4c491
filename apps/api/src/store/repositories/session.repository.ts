import {
  SESSION_CHILDREN_LIMIT,
  type Session,
  type SessionDetail,
  type SessionDetailQuery,
  type SessionsQuery,
} from '@livekit-dashboard/contracts';
import { preview } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type SessionRow, toEgress, toParticipant, toSession, toTrack } from '../views';
import { Conditions, containing } from './conditions';
import { type Cursor, decodeCursor } from './cursor';
import { EntityReader } from './entity-reader';
import { countUpToLimit, type Page, pageOf, readAtOnce } from './list';

/** What each sort goes by; never null, so that a cursor can say where a page ended. */
const SORTS: Readonly<Record<string, { readonly sql: string; readonly of: (row: SessionRow) => number | string }>> = {
  startedAt: { sql: 't.order_ms', of: (row) => row.orderMs },
  endedAt: { sql: 'coalesce(t.ended_ms, 9007199254740991)', of: (row) => row.endedMs ?? Number.MAX_SAFE_INTEGER },
  lastEventAt: { sql: 'coalesce(t.last_event_ms, 0)', of: (row) => row.lastEventMs ?? 0 },
  name: { sql: `coalesce(t.name, '') COLLATE "C"`, of: (row) => row.name ?? '' },
  people: { sql: 't.people', of: (row) => row.people },
  joins: { sql: 't.joins', of: (row) => row.joins },
};

const connection = (condition: string): string =>
  `EXISTS (SELECT 1 FROM participant p WHERE p.source = t.source AND p.session_sid = t.sid AND ${condition})`;

/** Sessions for lists and pages. */
@Injectable()
export class SessionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws `BadCursorError`. */
  list(query: SessionsQuery): Promise<Page<Session>> {
    const descending = query.sort.startsWith('-');
    const sort = SORTS[query.sort.replace('-', '')] ?? SORTS['startedAt'];
    if (!sort) throw new TypeError(`no such sort: ${query.sort}`);
    const after = decodeCursor(query.cursor);
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const matching = filters(query);
      const total = await countUpToLimit(manager, 'session t', matching);
      if (after) beyond(matching, sort.sql, descending ? '<' : '>', after);
      const direction = descending ? 'DESC' : 'ASC';
      const tail = `ORDER BY ${sort.sql} ${direction}, t.sid ${direction} LIMIT ${query.limit + 1}`;
      const rows = await new EntityReader(manager).sessions({ ...clauseOf(matching), tail });
      const page = pageOf(rows, query.limit, (row) => ({ value: sort.of(row), id: row.sid }));
      return { items: page.rows.map(toSession).map(preview), nextCursor: page.nextCursor, total, ...asOf };
    });
  }

  /** One session whole; null if there is none of that sid. Throws `BadCursorError`. */
  detail(sid: string, query: SessionDetailQuery): Promise<Omit<SessionDetail, 'serverTime'> | null> {
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const reader = new EntityReader(manager);
      const [row] = await reader.sessions({ where: 't.sid = $1', parameters: [sid], tail: 'LIMIT 1' }, true);
      if (!row) return null;
      const participants = await this.participants(reader, row, query.participantsCursor);
      const tracks = await this.tracks(reader, row, query.tracksCursor);
      const of = { where: 't.source = $1 AND t.session_sid = $2', parameters: [row.source, sid] };
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

  private async participants(reader: EntityReader, { source, sid }: SessionRow, cursor: string | undefined) {
    const at = 'coalesce(t.joined_ms, t.left_ms, 0)';
    const rows = await reader.participants(childrenOf(source, sid, at, decodeCursor(cursor)), true);
    return pageOf(rows, SESSION_CHILDREN_LIMIT, (row) => ({ value: row.joinedMs ?? row.leftMs ?? 0, id: row.sid }));
  }

  private async tracks(reader: EntityReader, { source, sid }: SessionRow, cursor: string | undefined) {
    const at = 'coalesce(t.published_ms, t.unpublished_ms, 0)';
    const rows = await reader.tracks(childrenOf(source, sid, at, decodeCursor(cursor)));
    return pageOf(rows, SESSION_CHILDREN_LIMIT, (row) => ({
      value: row.publishedMs ?? row.unpublishedMs ?? 0,
      id: row.sid,
    }));
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
      // One that ended as it began overlaps what holds that moment.
      (p) => `t.ended_ms IS NULL OR t.ended_ms > ${p} OR (t.ended_ms = t.order_ms AND t.order_ms >= ${p})`,
    );
}

const clauseOf = ({ where, parameters }: Conditions) => ({ where, parameters });

/** Only rows after the cursor, in (sort value, sid) order. */
const beyond = (conditions: Conditions, sql: string, operator: '<' | '>', { value, id }: Cursor): Conditions =>
  conditions.when(value, (p) => `(${sql}, t.sid) ${operator} (${p}, ${conditions.parameter(id)})`);

function childrenOf(source: string, sid: string, at: string, after: Cursor | null) {
  const own = new Conditions().when(source, (p) => `t.source = ${p}`).when(sid, (p) => `t.session_sid = ${p}`);
  if (after) beyond(own, at, '>', after);
  return { ...clauseOf(own), tail: `ORDER BY ${at}, t.sid LIMIT ${SESSION_CHILDREN_LIMIT + 1}` };
}

/** The most persons in it at one time: each join counts up, each leave down; who leaves at the moment another joins left first. */
async function peakPeople(manager: EntityManager, { source, sid }: SessionRow): Promise<number> {
  const rows = await manager.query<{ peak: number | null }[]>(
    `WITH person AS (
       SELECT joined_ms, left_ms FROM participant
       WHERE source = $1 AND session_sid = $2 AND joined_ms IS NOT NULL AND kind NOT IN ('AGENT', 'EGRESS', 'INGRESS')
     ), step AS (
       SELECT joined_ms AS at, 1 AS by FROM person
       UNION ALL SELECT left_ms, -1 FROM person WHERE left_ms > joined_ms
     )
     SELECT max(present)::int AS peak FROM (SELECT sum(by) OVER (ORDER BY at, by) AS present FROM step) moment`,
    [source, sid],
  );
  return rows[0]?.peak ?? 0;
}
