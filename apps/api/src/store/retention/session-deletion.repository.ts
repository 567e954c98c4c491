/**
 * Deletes ended sessions with everything in them (ER6), a few rows per transaction, through the stream: each step is
 * one synthetic event, leaves tombstones, and returns a batch for the feed.
 *
 * Invariants: the rows of a step are selected before the head is locked, so that other writers wait at most for the
 * deletion of `rows` rows. A session is deleted whole in one step; one with more rows loses them in several steps, and
 * its own row in the last.
 */
import { RETENTION_EVENTS } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onConnection } from '../database/on-connection';
import type { SqlClient } from '../sql/client';
import type { EventEntity } from '../entities/event.entity';
import type { FeedBatch } from '../stream/feed';
import { appendEvents } from '../stream/append-events';
import { lockHead } from '../database/lock-head';
import { toStoredEvent } from '../entities/stored-event';
import { countedBefore } from '../usage/freshness';
import { CHILDREN_OF_S, deleteChildren, deleteSessions } from './delete-rows';
import { retentionEvent } from './retention-event';
import { type Lease, LEASE_END } from '../sql/lease';
import { bury, deletion, type DeletedRow } from '../stream/tombstones';
import { named, rows } from '../sql/sql';

export interface StepSize {
  readonly sessions: number;
  readonly rows: number;
}

interface Plan {
  readonly source: string;
  readonly sids: readonly string[];
  /** Whether all rows of the sessions fit into one step. */
  readonly whole: boolean;
}

/** Another replica deletes now. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

@Injectable()
export class SessionDeletionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The time before which ended sessions may be deleted, at most `keptFromMs`: usage is counted in whole days, so their
   * days must be rolled up first.
   */
  deletableBefore(keptFromMs: number): Promise<number> {
    return countedBefore(this.dataSource, keptFromMs);
  }

  /** The batch to publish for one step; null if no session ended before `beforeMs`. Throws `LeaseLostError`. */
  async deleteSome(lease: Lease, beforeMs: number, nowMs: number, size: StepSize): Promise<FeedBatch | null> {
    const plan = await this.plan(beforeMs, size);
    if (!plan) return null;
    return onConnection(this.dataSource, async (client) => {
      await client.query('BEGIN');
      const { epoch, offset: fromOffset } = await lockHead(client);
      const deleted = await deleteRows(client, plan, beforeMs, size);
      const event = deletedEvent(plan, fromOffset + 1, nowMs);
      await bury(client, { source: plan.source, streamOffset: event.streamOffset }, deleted);
      await appendEvents(client, [event]);
      await count(client, lease, deleted);
      await client.query('COMMIT');
      const changes = deleted.map((row) => deletion({ ...row, source: plan.source, streamOffset: event.streamOffset }));
      return { epoch, fromOffset, toOffset: event.streamOffset, changes, events: [toStoredEvent(event)] };
    });
  }

  /** The sessions of one server that ended first, as many as fit into one step. */
  private async plan(beforeMs: number, { sessions, rows: most }: StepSize): Promise<Plan | null> {
    const ended = await rows<{ source: string; sid: string; rows: number }>(
      this.dataSource,
      named(
        `SELECT s.source, s.sid, ${CHILDREN_OF_S} AS rows FROM (
           SELECT source, sid, ended_ms FROM session WHERE ended_ms < :beforeMs ORDER BY ended_ms LIMIT :sessions
         ) s ORDER BY s.ended_ms`,
        { beforeMs, sessions, enough: most + 1 },
      ),
    );
    const [first] = ended;
    if (!first) return null;
    let total = 0;
    const sids = ended.flatMap((one) => {
      if (one.source !== first.source) return [];
      total += one.rows + 1;
      return total <= most ? [one.sid] : [];
    });
    return sids.length > 0
      ? { source: first.source, sids, whole: true }
      : { source: first.source, sids: [first.sid], whole: false };
  }
}

/** Sessions that became active again since they were selected are kept. */
async function deleteRows(client: SqlClient, plan: Plan, beforeMs: number, size: StepSize): Promise<DeletedRow[]> {
  if (!plan.whole) return deleteChildren(client, plan.source, plan.sids, size.rows);
  const sessions = await deleteSessions(client, plan.source, plan.sids, beforeMs);
  const sids = sessions.map(({ id }) => id);
  return [...sessions, ...(await deleteChildren(client, plan.source, sids, Number.MAX_SAFE_INTEGER))];
}

function deletedEvent({ source, sids }: Plan, streamOffset: number, nowMs: number): EventEntity {
  const [event] = RETENTION_EVENTS;
  return retentionEvent({
    event,
    about: sids[0] ?? '',
    source,
    streamOffset,
    nowMs,
    sessionSid: sids.length === 1 ? (sids[0] ?? null) : null,
    payload: { sessions: sids, reason: 'older than SESSION_RETENTION_DAYS' },
  });
}

async function count(client: SqlClient, lease: Lease, deletedRows: readonly DeletedRow[]): Promise<void> {
  const kept = await rows(
    client,
    named(
      `UPDATE retention SET sessions = sessions + :deleted, lease_until_ms = ${LEASE_END}
       WHERE id = 1 AND owner = :owner RETURNING id`,
      { ...lease, deleted: deletedRows.filter(({ kind }) => kind === 'session').length },
    ),
  );
  if (kept.length === 0) throw new LeaseLostError('another replica deletes now');
}
