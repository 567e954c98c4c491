/**
 * Deletes ended sessions with all that is in them, a few rows to a transaction, through the stream: each step is one synthetic event,
 * leaves tombstones, and tells the feed.
 *
 * Invariants: what a step deletes is looked for before the head is locked, so that other writers wait for the deletion of at most
 * `rows` rows. A session goes whole in one step; one with more rows than that loses them in several, itself last.
 */
import { RETENTION_EVENTS } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NOW_MS } from '../database/now';
import { onConnection } from '../database/on-connection';
import type { Sql } from '../database/sql';
import type { EventEntity } from '../entities/event.entity';
import type { FeedBatch } from '../feed';
import { appendEvents } from '../repositories/append-events';
import { lockHead } from '../repositories/lock-head';
import { toStoredEvent } from '../views';
import { countedBefore } from '../usage/usage-book';
import { CHILDREN_OF_S, deleteChildren, deleteSessions } from './delete-rows';
import { retentionEvent } from './retention-event';
import type { Lease } from './retention.repository';
import { bury, deletion, type DeletedRow } from './tombstones';

export interface StepSize {
  readonly sessions: number;
  readonly rows: number;
}

interface Plan {
  readonly source: string;
  readonly sids: readonly string[];
  /** False: it has too many rows for one step. */
  readonly whole: boolean;
}

/** Another replica deletes now. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

@Injectable()
export class SessionDeletionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What ended before this may go now, of what is not kept: usage is counted in days that are whole. */
  deletableBefore(keptFromMs: number): Promise<number> {
    return countedBefore(this.dataSource, keptFromMs);
  }

  /** What to publish of one step; null: no session ended before `beforeMs`. Throws `LeaseLostError`. */
  async deleteSome(lease: Lease, beforeMs: number, nowMs: number, size: StepSize): Promise<FeedBatch | null> {
    const plan = await this.plan(beforeMs, size);
    if (!plan) return null;
    return onConnection(this.dataSource, async (sql) => {
      await sql.query('BEGIN');
      const { epoch, offset: fromOffset } = await lockHead(sql);
      const rows = await deleteRows(sql, plan, beforeMs, size);
      const event = deletedEvent(plan, fromOffset + 1, nowMs);
      await bury(sql, { source: plan.source, streamOffset: event.streamOffset }, rows);
      await appendEvents(sql, [event]);
      await count(sql, lease, rows);
      await sql.query('COMMIT');
      const changes = rows.map((row) => deletion({ ...row, streamOffset: event.streamOffset }));
      return { epoch, fromOffset, toOffset: event.streamOffset, changes, events: [toStoredEvent(event)] };
    });
  }

  /** The sessions that ended first, of one server, as many as go into one step. */
  private async plan(beforeMs: number, { sessions, rows: most }: StepSize): Promise<Plan | null> {
    const ended = await this.dataSource.query<{ source: string; sid: string; rows: number }[]>(
      `SELECT s.source, s.sid, ${CHILDREN_OF_S} AS rows FROM (
         SELECT source, sid, ended_ms FROM session WHERE ended_ms < $1 ORDER BY ended_ms LIMIT $3
       ) s ORDER BY s.ended_ms`,
      [beforeMs, most + 1, sessions],
    );
    const [first] = ended;
    if (!first) return null;
    let rows = 0;
    const sids = ended.flatMap((one) => {
      if (one.source !== first.source) return [];
      rows += one.rows + 1;
      return rows <= most ? [one.sid] : [];
    });
    return sids.length > 0
      ? { source: first.source, sids, whole: true }
      : { source: first.source, sids: [first.sid], whole: false };
  }
}

/** Sessions that were revived since they were looked for stay. */
async function deleteRows(sql: Sql, plan: Plan, beforeMs: number, size: StepSize): Promise<DeletedRow[]> {
  if (!plan.whole) return deleteChildren(sql, plan.source, plan.sids, size.rows);
  const sessions = await deleteSessions(sql, plan.source, plan.sids, beforeMs);
  const sids = sessions.map(({ id }) => id);
  return [...sessions, ...(await deleteChildren(sql, plan.source, sids, Number.MAX_SAFE_INTEGER))];
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

async function count(sql: Sql, { owner, leaseMs }: Lease, rows: readonly DeletedRow[]): Promise<void> {
  const kept = await sql.query(
    `UPDATE retention SET sessions = sessions + $2, lease_until_ms = ${NOW_MS} + $3::bigint
     WHERE id = 1 AND owner = $1 RETURNING id`,
    [owner, rows.filter(({ kind }) => kind === 'session').length, leaseMs],
  );
  if (kept.length === 0) throw new LeaseLostError('another replica deletes now');
}
