/**
 * How deletion stands, and the deletions that touch nothing of the stream: old raw events and old tombstones, a few at a time.
 *
 * Invariants: of several replicas that find a run due, one gets the lease; it ends by itself, by the database's one clock. The log
 * loses its oldest events first and never one out of the middle, so that one offset tells what is gone; deletion and that offset
 * commit together. An event goes once it, and all before it, came before the limit: at the latest when its age since it was stored
 * is over it.
 */
import { TEST_EVENT } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NOW_MS } from '../database/now';
import { FIRST_KEPT } from './floors';

export interface Lease {
  readonly owner: string;
  readonly leaseMs: number;
}

export interface RetentionRun {
  readonly startedMs: number;
  /** Null: it is under way, or was cut short. */
  readonly finishedMs: number | null;
  readonly events: number;
  readonly sessions: number;
  readonly error: string | null;
}

export interface RetentionStatus {
  /** The highest offset of the log that is gone. */
  readonly floor: number;
  /** When the oldest event that is kept came, in ms since 1970; null: none is kept. */
  readonly oldestEventMs: number | null;
  readonly lastRun: RetentionRun | null;
}

/** Takes over from `floor` while the lease is ours: without it nothing is found, so nothing is deleted. */
const ours = (floor: string): string =>
  `held AS MATERIALIZED (SELECT ${floor} AS floor FROM retention WHERE id = 1 AND owner = $1 FOR UPDATE)`;

const DELETE_EVENTS = `
  WITH ${ours('events_floor')},
  next AS MATERIALIZED (
    SELECT stream_offset, received_ms FROM event WHERE stream_offset > (SELECT floor FROM held) ORDER BY stream_offset LIMIT $4
  ), gone AS (
    DELETE FROM event e USING next
    WHERE e.stream_offset = next.stream_offset
      AND NOT EXISTS (SELECT 1 FROM next young WHERE young.received_ms >= $3 AND young.stream_offset <= next.stream_offset)
    RETURNING e.stream_offset, CASE WHEN NOT e.synthetic AND e.event <> '${TEST_EVENT}' THEN e.received_ms END AS webhook_ms
  ), total AS (
    SELECT count(*)::int AS n, max(stream_offset) AS floor, max(webhook_ms) AS webhook_ms FROM gone
  )
  UPDATE retention SET events = events + n, events_floor = greatest(events_floor, floor),
    last_webhook_ms = greatest(last_webhook_ms, webhook_ms), lease_until_ms = ${NOW_MS} + $2::bigint
  FROM total WHERE id = 1 AND owner = $1 AND n > 0 RETURNING n`;

const DELETE_TOMBSTONES = `
  WITH ${ours('tombstone_floor')},
  next AS MATERIALIZED (
    SELECT kind, source, id, stream_offset FROM tombstone
    WHERE stream_offset >= (SELECT floor FROM held) AND deleted_ms < ${NOW_MS} - $3::bigint ORDER BY stream_offset LIMIT $4
  ), gone AS (
    DELETE FROM tombstone t USING next WHERE t.kind = next.kind AND t.source = next.source AND t.id = next.id
    RETURNING t.stream_offset
  ), total AS (SELECT count(*)::int AS n, max(stream_offset) AS floor FROM gone)
  UPDATE retention SET tombstone_floor = greatest(tombstone_floor, floor), lease_until_ms = ${NOW_MS} + $2::bigint
  FROM total WHERE id = 1 AND owner = $1 AND n > 0 RETURNING n`;

const DELETED_FROM = ['event', 'track', 'participant', 'session', 'egress', 'ingress', 'tombstone'];

@Injectable()
export class RetentionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** True if it is ours to delete now. A run that began after `dueBeforeMs` makes this false. */
  async claim({ owner, leaseMs }: Lease, startedMs: number, dueBeforeMs: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO retention AS r (id, owner, lease_until_ms, started_ms) VALUES (1, $1, ${NOW_MS} + $2::bigint, $3)
       ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, lease_until_ms = excluded.lease_until_ms,
         started_ms = excluded.started_ms, finished_ms = NULL, events = 0, sessions = 0, error = NULL
       WHERE (r.lease_until_ms IS NULL OR r.lease_until_ms <= ${NOW_MS}) AND (r.started_ms IS NULL OR r.started_ms <= $4)
       RETURNING id`,
      [owner, leaseMs, startedMs, dueBeforeMs],
    );
    return rows.length > 0;
  }

  /** Gives the lease back. `error`: why the run did not come to its end; null: it did. */
  async finish({ owner }: Lease, finishedMs: number | null, error: string | null): Promise<void> {
    await this.dataSource.query(
      'UPDATE retention SET owner = NULL, lease_until_ms = NULL, finished_ms = $2, error = $3 WHERE id = 1 AND owner = $1',
      [owner, finishedMs, error],
    );
  }

  /** From here on events made before that moment are folded only into sessions that are there. Null: all are. */
  async keepSessionsFrom(ms: number | null): Promise<void> {
    await this.dataSource.query(
      'UPDATE stream_head SET sessions_from_ms = $1 WHERE id = 1 AND sessions_from_ms IS DISTINCT FROM $1',
      [ms],
    );
  }

  /** Deletes the oldest events that came before `beforeMs`, at most `limit`, and tells how many. Touches nothing that ingest locks. */
  deleteEvents(lease: Lease, beforeMs: number, limit: number): Promise<number> {
    return this.deleted(DELETE_EVENTS, lease, beforeMs, limit);
  }

  /** The same of tombstones older than `ageMs`, by the clock that set them. Those of one offset may go in two steps: it is then looked at once more. */
  deleteTombstones(lease: Lease, ageMs: number, limit: number): Promise<number> {
    return this.deleted(DELETE_TOMBSTONES, lease, ageMs, limit);
  }

  /** Gives back the space of what was deleted. PostgreSQL does so by itself; the embedded one has nobody who would. */
  async reclaim(): Promise<void> {
    for (const table of DELETED_FROM) await this.dataSource.query(`VACUUM ${table}`);
  }

  async status(): Promise<RetentionStatus> {
    const rows = await this.dataSource.query<(Partial<RetentionRun> & Omit<RetentionStatus, 'lastRun'>)[]>(
      `SELECT coalesce(first.stream_offset, head.stream_offset + 1) - 1 AS floor, first.received_ms AS "oldestEventMs",
         r.started_ms AS "startedMs", r.finished_ms AS "finishedMs", r.events, r.sessions, r.error
       FROM stream_head head LEFT JOIN retention r ON r.id = 1
       LEFT JOIN LATERAL (SELECT stream_offset, received_ms FROM event WHERE ${FIRST_KEPT}) first ON true
       WHERE head.id = 1`,
    );
    const [row] = rows;
    if (!row) throw new Error('stream_head is empty: the migrations have not run');
    const { floor, oldestEventMs, ...run } = row;
    return { floor, oldestEventMs, lastRun: isRun(run) ? run : null };
  }

  private async deleted(statement: string, { owner, leaseMs }: Lease, limitMs: number, limit: number): Promise<number> {
    const [rows] = await this.dataSource.query<[{ n: number }[], number]>(statement, [owner, leaseMs, limitMs, limit]);
    return rows[0]?.n ?? 0;
  }
}

const isRun = (run: Partial<RetentionRun>): run is RetentionRun => (run.startedMs ?? null) !== null;
