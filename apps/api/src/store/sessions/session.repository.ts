import {
  SESSION_CHILDREN_LIMIT,
  type SessionDetail,
  type SessionDetailQuery,
  type SessionsQuery,
} from '@livekit-dashboard/contracts';
import { boundedId } from '@livekit-dashboard/livekit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import type { ParticipantRow } from '../entities/participant.entity';
import type { SessionRow } from '../entities/session.entity';
import { toEgress, toIngress, toParticipant, toSession, toTrack } from '@livekit-dashboard/domain';
import type { TrackRow } from '../entities/track.entity';
import { Conditions } from '../sql/conditions';
import { searchable } from '../sql/sql';
import { type Clause, EntityReader } from './entity-reader';
import { pageOf } from '../stream/list';
import { type Key, Order } from '../sql/order';
import { peakPeople } from './peak-people';
import { sessionTenants } from './session-tenants';
import { SessionListReader, type SessionPage } from './session-list.reader';
import { sessionOrder } from './session-sorts';
import { PageReader } from '../stream/slow-reader';

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
    private readonly pages: PageReader,
    private readonly config: Config,
  ) {}

  /** Throws `BadCursorError`; rejects with the signal's reason once it is aborted. */
  async list(query: SessionsQuery, signal: AbortSignal): Promise<SessionPage> {
    const order = sessionOrder(query.sort);
    const place = order.placeOf(query.cursor);
    return this.pages.read(signal, async (manager, asOf) => ({
      ...(await new SessionListReader(manager, query, this.config.tenantKey).page(order, place)),
      ...asOf,
    }));
  }

  /** Names of the servers that have a session of this sid. */
  sourcesOf(sid: string, signal: AbortSignal): Promise<readonly string[]> {
    return this.pages.read(signal, async (manager) => {
      const rows = await manager.query<{ source: string }[]>(
        'SELECT source FROM session WHERE sid = $1 ORDER BY source',
        [boundedId(searchable(sid))],
      );
      return rows.map(({ source }) => source);
    });
  }

  /**
   * One complete session; null if there is none of that sid (and of `query.source`, if given). Throws and rejects as
   * `list` does.
   */
  detail(
    sid: string,
    query: SessionDetailQuery,
    signal: AbortSignal,
  ): Promise<Omit<SessionDetail, 'serverTime'> | null> {
    const participantsPlace = PARTICIPANTS.placeOf(query.participantsCursor, 'participantsCursor');
    const tracksPlace = TRACKS.placeOf(query.tracksCursor, 'tracksCursor');
    const { where, parameters } = new Conditions()
      .when(boundedId(sid), (p) => `t.sid = ${p}`)
      .when(query.source, (p) => `t.source = ${p}`);
    const one = { where, parameters, tail: 'ORDER BY t.source LIMIT 1' };
    return this.pages.read(signal, async (manager, asOf) => {
      const reader = new EntityReader(manager);
      const [row] = await reader.sessions(one, true);
      if (!row) return null;
      const people = childrenOf(row, PARTICIPANTS, participantsPlace, only('sid', query.participant));
      const limit = await fitting(manager, people);
      const participantRows = await reader.participants(limited(people, limit), true);
      const participants = pageOf(participantRows, limit, PARTICIPANTS);
      const published = childrenOf(row, TRACKS, tracksPlace, only('participant_sid', query.participant));
      const trackRows = await reader.tracks(limited(published, SESSION_CHILDREN_LIMIT));
      const tracks = pageOf(trackRows, SESSION_CHILDREN_LIMIT, TRACKS);
      const { where: ofSession, parameters: session } = within(row);
      const jobs = { where: ofSession, parameters: session };
      const egresses = await reader.egresses({ ...jobs, tail: 'ORDER BY t.started_ms, t.id' });
      const ingresses = await reader.ingresses({ ...jobs, tail: 'ORDER BY t.started_ms, t.key' });
      const [tenant = null] = await sessionTenants(manager, [row], this.config.tenantKey);
      return {
        session: { ...toSession(row), tenant },
        participants: participants.rows.map(toParticipant),
        tracks: tracks.rows.map(toTrack),
        egresses: egresses.map(toEgress),
        ingresses: ingresses.map(toIngress),
        peakPeople: await peakPeople(manager, row),
        participantsNextCursor: participants.nextCursor,
        tracksNextCursor: tracks.nextCursor,
        ...asOf,
      };
    });
  }
}

/**
 * Limit of the complete metadata and attributes of one page of participants, in bytes. The participant that exceeds it
 * is the last one.
 */
const PARTICIPANTS_BYTES = 4 * 1024 * 1024;

interface Ordered extends Pick<Clause, 'where' | 'parameters'> {
  readonly orderBy: string;
}

/** Reads one row more than the page has. If it exists, there is a next page. */
const limited = ({ orderBy, ...clause }: Ordered, limit: number): Clause => ({
  ...clause,
  tail: `${orderBy} LIMIT ${limit + 1}`,
});

/** How many of these participants fit into a page: each can have a megabyte of metadata. */
async function fitting(manager: EntityManager, { where, parameters, orderBy }: Ordered): Promise<number> {
  const rows = await manager.query<{ n: number }[]>(
    `SELECT count(*) AS n FROM (
      SELECT sum(m.bytes) OVER (ORDER BY m.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM (
        SELECT row_number() OVER (${orderBy}) AS place,
          coalesce(octet_length(t.metadata), 0) + coalesce(octet_length(t.attributes::text), 0) AS bytes
        FROM participant t WHERE ${where} ${orderBy} LIMIT ${SESSION_CHILDREN_LIMIT}
      ) m
    ) measured WHERE coalesce(before, 0) < ${PARTICIPANTS_BYTES}`,
    [...parameters],
  );
  return Math.max(1, rows[0]?.n ?? 0);
}

type Narrow = (conditions: Conditions) => Conditions;

/** Only one participant, if it is requested. */
const only =
  (column: 'sid' | 'participant_sid', participant: string | undefined): Narrow =>
  (conditions) =>
    conditions.when(participant, (p) => `t.${column} = ${p}`);

const within = ({ source, sid }: SessionRow): Conditions =>
  new Conditions().named('t.source = :source AND t.session_sid = :sid', { source, sid });

function childrenOf<R>(
  session: SessionRow,
  order: Order<R>,
  place: ReturnType<Order<R>['placeOf']>,
  narrow: Narrow,
): Ordered {
  const own = narrow(within(session));
  order.after(place, own);
  const { where, parameters } = own;
  return { where, parameters, orderBy: order.orderBy };
}
