/**
 * The state of retention, and the deletions that change nothing of the stream: old raw events and old tombstones, a few
 * at a time.
 *
 * Invariants: ER5 and ER8 (docs/protocol.md). Of several replicas that find a run due, one gets the lease. The log loses its oldest events first and never one from the middle, so that one
 * offset says what is deleted; the deletion and that offset commit together. An event is deleted once it and all before
 * it were received before the limit.
 */
import { TEST_EVENT } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isFree, type Lease, LEASE_END, RELEASED } from '../sql/lease';
import { NOW_MS } from '../sql/now';
import { FIRST_KEPT } from '../stream/floors';
import { type Fragment, named, rows, run } from '../sql/sql';

export interface RetentionRun {
  readonly startedMs: number;
  /** Null: the run is in progress, or was interrupted. */
  readonly finishedMs: number | null;
  readonly events: number;
  readonly sessions: number;
  readonly error: string | null;
}

export interface RetentionStatus {
  /** The highest deleted offset of the log. */
  readonly floor: number;
  /** When the oldest retained event was received, in ms since 1970; null if there is none. */
  readonly oldestEventMs: number | null;
  readonly lastRun: RetentionRun | null;
}

/** Applies only while this replica has the lease: otherwise the query finds no rows, so nothing is deleted. */
const ours = (floor: string): string =>
  `held AS MATERIALIZED (SELECT ${floor} AS floor FROM retention WHERE id = 1 AND owner = :owner FOR UPDATE)`;

const DELETE_EVENTS = `
  WITH ${ours('events_floor')},
  next AS MATERIALIZED (
    SELECT stream_offset, received_ms FROM event WHERE stream_offset > (SELECT floor FROM held) ORDER BY stream_offset LIMIT :limit
  ), gone AS (
    DELETE FROM event e USING next
    WHERE e.stream_offset = next.stream_offset
      AND NOT EXISTS (SELECT 1 FROM next young WHERE young.received_ms >= :beforeMs AND young.stream_offset <= next.stream_offset)
    RETURNING e.stream_offset, CASE WHEN NOT e.synthetic AND e.event <> '${TEST_EVENT}' THEN e.received_ms END AS webhook_ms
  ), total AS (
    SELECT count(*)::int AS n, max(stream_offset) AS floor, max(webhook_ms) AS webhook_ms FROM gone
  )
  UPDATE retention SET events = events + n, events_floor = greatest(events_floor, floor),
    last_webhook_ms = greatest(last_webhook_ms, webhook_ms), lease_until_ms = ${LEASE_END}
  FROM total WHERE id = 1 AND owner = :owner AND n > 0 RETURNING n`;

const DELETE_TOMBSTONES = `
  WITH ${ours('tombstone_floor')},
  next AS MATERIALIZED (
    SELECT kind, source, id, stream_offset FROM tombstone
    WHERE stream_offset >= (SELECT floor FROM held) AND deleted_ms < ${NOW_MS} - :ageMs::bigint ORDER BY stream_offset LIMIT :limit
  ), gone AS (
    DELETE FROM tombstone t USING next WHERE t.kind = next.kind AND t.source = next.source AND t.id = next.id
    RETURNING t.stream_offset
  ), total AS (SELECT count(*)::int AS n, max(stream_offset) AS floor FROM gone)
  UPDATE retention SET tombstone_floor = greatest(tombstone_floor, floor), lease_until_ms = ${LEASE_END}
  FROM total WHERE id = 1 AND owner = :owner AND n > 0 RETURNING n`;

/** A connection that no event assigned to a session has only events, and is deleted with the last of them. */
const DELETE_UNPLACED = `
  WITH ${ours('events_floor')}, gone AS (
    DELETE FROM participant p USING (
      SELECT source, sid FROM participant WHERE session_sid IS NULL AND stream_offset <= (SELECT floor FROM held)
      ORDER BY stream_offset LIMIT :limit
    ) old WHERE p.source = old.source AND p.sid = old.sid AND p.session_sid IS NULL RETURNING p.source, p.sid
  ), tracks AS (
    DELETE FROM track t USING gone WHERE t.source = gone.source AND t.session_sid IS NULL AND t.participant_sid = gone.sid
  )
  SELECT count(*)::int AS n FROM gone`;

const DELETED_FROM = ['event', 'track', 'participant', 'session', 'egress', 'ingress', 'tombstone'];

@Injectable()
export class RetentionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether this replica may delete now. False if a run began after `dueBeforeMs`. */
  async claim(lease: Lease, startedMs: number, dueBeforeMs: number): Promise<boolean> {
    const claimed = await rows(
      this.dataSource,
      named(
        `INSERT INTO retention AS r (id, owner, lease_until_ms, started_ms) VALUES (1, :owner, ${LEASE_END}, :startedMs)
       ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, lease_until_ms = excluded.lease_until_ms,
         started_ms = excluded.started_ms, finished_ms = NULL, events = 0, sessions = 0, error = NULL
       WHERE ${isFree('r')} AND (r.started_ms IS NULL OR r.started_ms <= :dueBeforeMs)
       RETURNING id`,
        { ...lease, startedMs, dueBeforeMs },
      ),
    );
    return claimed.length > 0;
  }

  /** Releases the lease. `error`: why the run did not complete; null if it did. */
  async finish({ owner }: Lease, finishedMs: number | null, error: string | null): Promise<void> {
    await run(
      this.dataSource,
      named(
        `UPDATE retention SET ${RELEASED}, finished_ms = :finishedMs, error = :error WHERE id = 1 AND owner = :owner`,
        {
          owner,
          finishedMs,
          error,
        },
      ),
    );
  }

  /**
   * From now on, events created before that time are folded only into stored sessions. Null: all sessions are retained.
   */
  async keepSessionsFrom(ms: number | null): Promise<void> {
    await this.dataSource.query(
      'UPDATE stream_head SET sessions_from_ms = $1 WHERE id = 1 AND sessions_from_ms IS DISTINCT FROM $1',
      [ms],
    );
  }

  /**
   * Deletes the oldest events received before `beforeMs`, at most `limit`, and returns how many. Locks nothing that
   * ingest locks.
   */
  deleteEvents(lease: Lease, beforeMs: number, limit: number): Promise<number> {
    return this.deleted(named(DELETE_EVENTS, { ...lease, beforeMs, limit }));
  }

  /** Deletes connections without a session whose events are all deleted, at most `limit`, and returns how many. */
  async deleteUnplaced({ owner }: Lease, limit: number): Promise<number> {
    const [deleted] = await rows<{ n: number }>(this.dataSource, named(DELETE_UNPLACED, { owner, limit }));
    return deleted?.n ?? 0;
  }

  /**
   * The same for tombstones older than `ageMs`, by the database's clock. Those of one offset may be deleted in two
   * steps, so that the second checks it again.
   */
  deleteTombstones(lease: Lease, ageMs: number, limit: number): Promise<number> {
    return this.deleted(named(DELETE_TOMBSTONES, { ...lease, ageMs, limit }));
  }

  /** Releases the disk space of deleted rows. PostgreSQL does so by itself; the embedded database has no autovacuum. */
  async reclaim(): Promise<void> {
    for (const table of DELETED_FROM) await this.dataSource.query(`VACUUM ${table}`);
  }

  async status(): Promise<RetentionStatus> {
    const found = await this.dataSource.query<(Partial<RetentionRun> & Omit<RetentionStatus, 'lastRun'>)[]>(
      `SELECT coalesce(first.stream_offset, head.stream_offset + 1) - 1 AS floor, first.received_ms AS "oldestEventMs",
         r.started_ms AS "startedMs", r.finished_ms AS "finishedMs", r.events, r.sessions, r.error
       FROM stream_head head LEFT JOIN retention r ON r.id = 1
       LEFT JOIN LATERAL (SELECT stream_offset, received_ms FROM event WHERE ${FIRST_KEPT}) first ON true
       WHERE head.id = 1`,
    );
    const [row] = found;
    if (!row) throw new Error('stream_head is empty: the migrations have not run');
    const { floor, oldestEventMs, ...run } = row;
    return { floor, oldestEventMs, lastRun: isRun(run) ? run : null };
  }

  private async deleted(statement: Fragment): Promise<number> {
    const [[deleted]] = await run<[{ n: number }[], number]>(this.dataSource, statement);
    return deleted?.n ?? 0;
  }
}

const isRun = (run: Partial<RetentionRun>): run is RetentionRun => (run.startedMs ?? null) !== null;
