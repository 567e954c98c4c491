import {
  type Change,
  type ChangesTopic,
  type DigestTopic,
  isDigestTopic,
  SNAPSHOT_LIMITS,
  type StoredEvent,
  TOPIC_DIGESTS,
  topicSession,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectList } from '../database/bulk';
import { DigestRepository } from '../digests/digest.repository';
import { EventEntity } from '../entities/event.entity';
import type { FeedChange } from '../feed';
import { logFloor, tombstoneFloor } from '../retention/floors';
import { deletedBetween, deletedOf, reachOf } from '../retention/tombstones';
import { toStoredEvent } from '../views';
import {
  agentChange,
  type Clause,
  egressChange,
  EntityReader,
  ingressChange,
  participantChange,
  sessionChange,
  trackChange,
} from './entity-reader';
import { readAtOnce } from './list';

/** A topic's rows as of `offset`. `tooLarge`: more than one message carries, and `changes` is empty. */
export interface TopicRows {
  readonly epoch: string;
  readonly offset: number;
  readonly changes: readonly Change[];
  readonly tooLarge: boolean;
  /** Of what was deleted since not all is known any more: `changes` is empty, and a snapshot is needed. */
  readonly gone: boolean;
}

export interface Missed {
  readonly epoch: string;
  readonly head: number;
  /** Covered up to here; ask again with it while it is below `head`. */
  readonly to: number;
  readonly changes: readonly FeedChange[];
  /** Of what was deleted since not all is known any more: whoever follows must start anew. */
  readonly gone: boolean;
}

const OF_A_SESSION = ['session', 'participant', 'track', 'egress'] as const;

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
      const span: Clause = { where: 't.stream_offset > $1 AND t.stream_offset <= $2', parameters: [since, to] };
      const wasLive = (row: { state: string; flippedOffset: number }): boolean =>
        row.state === 'active' || row.flippedOffset > since;
      const changes: FeedChange[] = await deletedBetween(manager, since, to);
      for (const row of await reader.sessions(span)) {
        changes.push({ change: sessionChange(row), sessionSid: row.sid, live: wasLive(row) });
      }
      for (const row of await reader.participants(span)) {
        changes.push({ change: participantChange(row), sessionSid: row.sessionSid, live: false });
      }
      for (const row of await reader.agents(span)) {
        changes.push({ change: agentChange(row), sessionSid: row.sessionSid, live: wasLive(row) });
      }
      for (const row of await reader.tracks(span)) {
        changes.push({ change: trackChange(row), sessionSid: row.sessionSid, live: false });
      }
      for (const row of await reader.egresses(span)) {
        changes.push({ change: egressChange(row), sessionSid: row.sessionSid, live: false });
      }
      for (const row of await reader.ingresses(span)) {
        changes.push({ change: ingressChange(row), sessionSid: row.sessionSid, live: false });
      }
      return { epoch, head, to, changes, gone };
    });
  }

  /** The highest offset of the log that is gone. It only rises: what was read before this was asked, above it, was whole. */
  eventsFloor(): Promise<number> {
    return logFloor(this.dataSource.manager);
  }

  /** Events of (after, to], ascending, at most `limit`. */
  eventsBetween(after: number, to: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.events('t.stream_offset > $1 AND t.stream_offset <= $2', [after, to], limit);
  }

  sessionEventsBetween(sessionSid: string, after: number, to: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.events(
      't.stream_offset > $1 AND t.stream_offset <= $2 AND t.session_sid = $3',
      [after, to, sessionSid],
      limit,
    );
  }

  /**
   * The topic's snapshot; with `since`, the present value of every row of it changed since, in whatever state, those deleted too.
   * Digests come all and whole either way.
   */
  async topicRows(topic: ChangesTopic, since: number | null): Promise<TopicRows> {
    if (isDigestTopic(topic))
      return { ...(await this.digests.read(TOPIC_DIGESTS[topic])), tooLarge: false, gone: false };
    return readAtOnce(this.dataSource, async (manager, { epoch, offset }) => {
      const gone = since !== null && since < (await tombstoneFloor(manager));
      if (gone) return { epoch, offset, changes: [], tooLarge: false, gone };
      const changes = await rowsOf(manager, topic, since);
      const tooLarge = isTooLarge(changes);
      return { epoch, offset, changes: tooLarge ? [] : changes, tooLarge, gone };
    });
  }

  private async events(where: string, parameters: readonly unknown[], limit: number): Promise<StoredEvent[]> {
    const columns = selectList(this.dataSource.manager, EventEntity);
    const rows = await this.dataSource.query<EventEntity[]>(
      `SELECT ${columns} FROM event t WHERE ${where} ORDER BY t.stream_offset LIMIT ${limit}`,
      [...parameters],
    );
    return rows.map(toStoredEvent);
  }
}

async function rowsOf(
  manager: EntityManager,
  topic: Exclude<ChangesTopic, DigestTopic>,
  since: number | null,
): Promise<Change[]> {
  const reader = new EntityReader(manager);
  // One more than a snapshot may have tells that it is too large.
  const tail = `ORDER BY t.stream_offset LIMIT ${SNAPSHOT_LIMITS.rows + 1}`;
  if (topic === 'sessions' || topic === 'agents') {
    const clause: Clause =
      since === null
        ? { where: "t.state = 'active'", parameters: [], tail }
        : { where: 't.stream_offset > $1', parameters: [since], tail };
    const deleted = await deletedSince(manager, topic, since);
    if (topic === 'sessions') return [...deleted, ...(await reader.sessions(clause)).map(sessionChange)];
    return [...deleted, ...(await reader.agents(clause)).map(agentChange)];
  }
  const sid = topicSession(topic);
  const parameters = [sid, since ?? -1];
  const clause: Clause = { where: 't.session_sid = $1 AND t.stream_offset > $2', parameters, tail };
  return [
    ...(await deletedSince(manager, topic, since)),
    ...(await reader.sessions({ ...clause, where: 't.sid = $1 AND t.stream_offset > $2' })).map(sessionChange),
    ...(await reader.participants(clause)).map(participantChange),
    ...(await reader.tracks(clause)).map(trackChange),
    ...(await reader.egresses(clause)).map(egressChange),
  ];
}

/** Told before the rows: one that came back since is then there. A snapshot has none. */
async function deletedSince(
  manager: EntityManager,
  topic: Exclude<ChangesTopic, DigestTopic>,
  since: number | null,
): Promise<Change[]> {
  if (since === null) return [];
  const kinds =
    topic === 'sessions' ? (['session'] as const) : topic === 'agents' ? (['agent'] as const) : OF_A_SESSION;
  return deletedOf(manager, { kinds, session: topicSession(topic) }, since, SNAPSHOT_LIMITS.rows + 1);
}

/** Strings of UTF-16 hold at most three bytes a unit; the true size is only worth knowing near the bound. */
function isTooLarge(changes: readonly Change[]): boolean {
  if (changes.length > SNAPSHOT_LIMITS.rows) return true;
  const text = JSON.stringify(changes);
  return text.length * 3 > SNAPSHOT_LIMITS.bytes && Buffer.byteLength(text) > SNAPSHOT_LIMITS.bytes;
}
