import {
  type Change,
  type ChangesTopic,
  type DigestTopic,
  type EVENTS_RESUME_LIMITS,
  isDigestTopic,
  parseExact,
  type SessionRef,
  SNAPSHOT_LIMITS,
  type StoredEvent,
  TOPIC_DIGESTS,
  topicSession,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DigestRepository } from '../digests/digest.repository';
import type { FeedChange, SourcedSession } from '../stream/feed';
import { logFloor, tombstoneFloor } from '../stream/floors';
import {
  deletedBetween,
  type DeletedKind,
  deletedOf,
  eventsMovedAt,
  eventsMovedBetween,
  reachOf,
} from '../stream/tombstones';
import { type EventTextRow, toEventText } from '../entities/stored-event';
import {
  agentChange,
  type Clause,
  egressChange,
  EntityReader,
  ingressChange,
  participantChange,
  sessionChange,
  trackChange,
} from '../sessions/entity-reader';
import { readEventRows } from '../stream/event-rows';
import { withinLimits } from '../sql/within-limits';
import { readAtOnce } from '../stream/list';
import { Conditions } from '../sql/conditions';

/** A topic's rows as of `offset`. `tooLarge`: more than one message carries, and `changes` is empty. */
export interface TopicRows {
  readonly epoch: string;
  readonly offset: number;
  readonly changes: readonly Change[];
  readonly tooLarge: boolean;
}

/** The present value of every row of a topic that changed after `after`, those deleted too, as of `offset`. */
export interface ChangedRows {
  readonly epoch: string;
  readonly offset: number;
  readonly changes: readonly Change[];
  /** Above what was asked for if more changed than one message carries, or if of what was deleted not all is known any more. */
  readonly after: number;
}

/** Every event of a topic after `after`, ascending. */
export interface EventsSince {
  readonly events: readonly StoredEvent[];
  /** Above what was asked for if there are more than one message carries, if retention removed some, or if earlier ones moved. */
  readonly after: number;
}

export interface Missed {
  readonly epoch: string;
  readonly head: number;
  /** Covered up to here; ask again with it while it is below `head`. */
  readonly to: number;
  readonly changes: readonly FeedChange[];
  /** Sessions that earlier events moved into or out of meanwhile. */
  readonly moved: readonly SourcedSession[];
  /** Not all deletions since then are known any more: the subscriber needs a new snapshot. */
  readonly gone: boolean;
}

export interface EventsBound {
  readonly limit: number;
  readonly bytes: number;
}

export interface EventsRun {
  readonly events: readonly StoredEvent[];
  /** All that were asked for up to here are in `events`. */
  readonly to: number;
}

const OF_A_SESSION = ['session', 'participant', 'track', 'egress', 'ingress'] as const;

/** How many offsets one answer of `changedSince` covers at most. */
const WINDOW = 2_000;

/**
 * What changed, read from the truth: for a feed that lost messages, for snapshots and for resuming clients. Each answer is of
 * one moment (a REPEATABLE READ snapshot), so its rows and its offset fit together.
 */
@Injectable()
export class FeedRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly digests: DigestRepository,
  ) {}

  /** Rows whose last change is after `since`, those deleted too, at most `WINDOW` offsets further. */
  changedSince(since: number): Promise<Missed> {
    return readAtOnce(this.dataSource, async (manager, { epoch, offset: head }) => {
      const to = await reachOf(manager, since, Math.min(head, since + WINDOW));
      const gone = since < (await tombstoneFloor(manager));
      const reader = new EntityReader(manager);
      const span = between(since, to);
      const wasLive = (row: { state: string; flippedOffset: number }): boolean =>
        row.state === 'active' || row.flippedOffset > since;
      const changes: FeedChange[] = await deletedBetween(manager, since, to);
      for (const row of await reader.sessions(span)) {
        changes.push({ change: sessionChange(row), source: row.source, sessionSid: row.sid, live: wasLive(row) });
      }
      const inSession = span.and('t.session_sid IS NOT NULL');
      for (const row of await reader.participants(inSession)) {
        changes.push({ change: participantChange(row), source: row.source, sessionSid: row.sessionSid, live: false });
      }
      for (const row of await reader.agents(inSession)) {
        changes.push({ change: agentChange(row), source: row.source, sessionSid: row.sessionSid, live: wasLive(row) });
      }
      for (const row of await reader.tracks(inSession)) {
        changes.push({ change: trackChange(row), source: row.source, sessionSid: row.sessionSid, live: false });
      }
      for (const row of await reader.egresses(span)) {
        changes.push({ change: egressChange(row), source: row.source, sessionSid: row.sessionSid, live: false });
      }
      for (const row of await reader.ingresses(span)) {
        changes.push({ change: ingressChange(row), source: row.source, sessionSid: row.sessionSid, live: false });
      }
      const moved = await eventsMovedBetween(manager, since, to);
      return { epoch, head, to, changes, moved, gone };
    });
  }

  /** Events of (after, to], ascending, at most `limit` and about `bytes`, but at least one. */
  eventsBetween(after: number, to: number, bound: EventsBound): Promise<EventsRun> {
    return this.events(null, after, to, bound);
  }

  sessionEventsBetween(session: SessionRef, after: number, to: number, bound: EventsBound): Promise<EventsRun> {
    return this.events(session, after, to, bound);
  }

  /** Names of the servers that have a session of this sid. */
  async sourcesOf(sid: string): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ source: string }[]>(
      'SELECT source FROM session WHERE sid = $1 ORDER BY source',
      [sid],
    );
    return rows.map(({ source }) => source);
  }

  /** The topic's snapshot. Of digests: all of them. */
  async snapshotRows(topic: ChangesTopic): Promise<TopicRows> {
    if (isDigestTopic(topic)) return { ...(await this.digests.read(TOPIC_DIGESTS[topic])), tooLarge: false };
    return readAtOnce(this.dataSource, async (manager, { epoch, offset }) => {
      const { after, items } = withinLimits(await rowsOf(manager, topic, null), -1, SNAPSHOT_LIMITS);
      const tooLarge = after > -1;
      return { epoch, offset, changes: tooLarge ? [] : items, tooLarge };
    });
  }

  /** Of the topic's rows that changed after `since`, in whatever state, and of those deleted, the newest that one message carries. */
  async changedRows(topic: Exclude<ChangesTopic, DigestTopic>, since: number): Promise<ChangedRows> {
    return readAtOnce(this.dataSource, async (manager, { epoch, offset }) => {
      const from = Math.max(since, await tombstoneFloor(manager));
      const { after, items } = withinLimits(await rowsOf(manager, topic, from), from, SNAPSHOT_LIMITS);
      return { epoch, offset, changes: items, after };
    });
  }

  /** Of the events of (since, to], of one session or of all, the newest that are within the limits. */
  async newestEvents(
    session: SessionRef | null,
    since: number,
    to: number,
    { events: limit, bytes }: typeof EVENTS_RESUME_LIMITS,
  ): Promise<EventsSince> {
    const { manager } = this.dataSource;
    const { where, parameters } = eventsOf(session, since, to);
    // One more row than is sent means that there are more.
    const found = await manager.query<{ at: number }[]>(
      `SELECT t.stream_offset AS at FROM event t WHERE ${where} ORDER BY t.stream_offset DESC LIMIT ${limit + 1}`,
      parameters,
    );
    const more = found[limit]?.at;
    const offsets = found.slice(0, limit).map(({ at }) => at);
    const { rows, cut } = await readEventRows(manager, offsets, bytes);
    const from = cut ? (rows.at(-1)?.streamOffset ?? to) - 1 : (more ?? since);
    const floor = await eventsFloor(manager, session);
    const limits = { rows: limit, bytes };
    const { after, items } = withinLimits(rows.map(parsed).reverse(), Math.max(from, floor), limits);
    return { events: items, after };
  }

  private async events(
    session: SessionRef | null,
    after: number,
    to: number,
    { limit, bytes }: EventsBound,
  ): Promise<EventsRun> {
    const { manager } = this.dataSource;
    const { where, parameters } = eventsOf(session, after, to);
    const found = await manager.query<{ at: number }[]>(
      `SELECT t.stream_offset AS at FROM event t WHERE ${where} ORDER BY t.stream_offset LIMIT ${limit}`,
      parameters,
    );
    const { rows, cut } = await readEventRows(
      manager,
      found.map(({ at }) => at),
      bytes,
    );
    const last = cut ? rows.at(-1)?.streamOffset : found.length === limit ? found.at(-1)?.at : undefined;
    return { events: rows.map(parsed), to: last ?? to };
  }
}

const parsed = (row: EventTextRow): StoredEvent => ({
  ...toEventText(row),
  payload: parseExact(row.payload) as StoredEvent['payload'],
});

const between = (after: number, to: number): Conditions =>
  new Conditions().named('t.stream_offset > :after AND t.stream_offset <= :to', { after, to });

/** Events of (after, to]: those of one session, or all. */
const eventsOf = (session: SessionRef | null, after: number, to: number): Conditions =>
  between(after, to)
    .when(session?.sid, (sid) => `t.session_sid = ${sid}`)
    .when(session?.source, (source) => `t.source = ${source}`);

/**
 * The highest offset after which no event is missing from what was read before: retention removed none, and none moved into or out of the
 * session earlier. It only rises. Tombstones tell what moved, so their floor is asked last.
 */
async function eventsFloor(manager: EntityManager, session: SessionRef | null): Promise<number> {
  const floor = await logFloor(manager);
  if (session === null) return floor;
  const moved = await eventsMovedAt(manager, session);
  return Math.max(floor, moved, await tombstoneFloor(manager));
}

/** One row more than a message carries means that there are too many. */
const ONE_MORE = SNAPSHOT_LIMITS.rows + 1;

/** Of each kind the newest rows, at most `ONE_MORE`, in the order of the stream. */
async function rowsOf(
  manager: EntityManager,
  topic: Exclude<ChangesTopic, DigestTopic>,
  since: number | null,
): Promise<Change[]> {
  const kinds = await newestRowsOf(manager, topic, since);
  return kinds.flatMap((newestFirst) => newestFirst.toReversed());
}

async function newestRowsOf(
  manager: EntityManager,
  topic: Exclude<ChangesTopic, DigestTopic>,
  since: number | null,
): Promise<Change[][]> {
  const reader = new EntityReader(manager);
  const tail = `ORDER BY t.stream_offset DESC LIMIT ${ONE_MORE}`;
  const changed = new Conditions().when(since, (offset) => `t.stream_offset > ${offset}`);
  const newest = ({ where, parameters }: Clause): Clause => ({ where, parameters, tail });
  /** Of a snapshot, the rows that a live topic shows; of a resume, those that changed. */
  const live = (where: string): Clause => newest(since === null ? { where, parameters: [] } : changed);
  const deleted = await deletedSince(manager, topic, since);
  switch (topic) {
    case 'sessions':
      return [deleted, (await reader.sessions(live("t.state = 'active'"))).map(sessionChange)];
    case 'agents':
      return [deleted, (await reader.agents(live("t.state = 'active'"))).map(agentChange)];
    case 'egresses':
      return [deleted, (await reader.egresses(live('t.ended_ms IS NULL'))).map(egressChange)];
    case 'ingresses':
      return [deleted, (await reader.ingresses(live('t.ended_ms IS NULL'))).map(ingressChange)];
  }
  const { sid = null, source = null } = topicSession(topic) ?? {};
  const ofSource = changed.when(source, (name) => `t.source = ${name}`);
  const of = ofSource.parameter(sid);
  const clause = newest(ofSource.and(`t.session_sid = ${of}`));
  return [
    deleted,
    (await reader.sessions(newest(ofSource.and(`t.sid = ${of}`)))).map(sessionChange),
    (await reader.participants(clause)).map(participantChange),
    (await reader.tracks(clause)).map(trackChange),
    (await reader.egresses(clause)).map(egressChange),
    (await reader.ingresses(clause)).map(ingressChange),
  ];
}

/** Deletions come before the rows, so that a row that returned since is there in the end. A snapshot has none. */
async function deletedSince(
  manager: EntityManager,
  topic: Exclude<ChangesTopic, DigestTopic>,
  since: number | null,
): Promise<Change[]> {
  if (since === null) return [];
  return deletedOf(manager, { kinds: kindsOf(topic), session: topicSession(topic) }, since, ONE_MORE);
}

function kindsOf(topic: Exclude<ChangesTopic, DigestTopic>): readonly DeletedKind[] {
  switch (topic) {
    case 'sessions':
      return ['session'];
    case 'agents':
      return ['agent'];
    case 'egresses':
      return ['egress'];
    case 'ingresses':
      return ['ingress'];
    default:
      return OF_A_SESSION;
  }
}
