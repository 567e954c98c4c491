import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import type { DomainEvent } from '@livekit-dashboard/domain';
import { Sql } from '../database/sql';
import { together } from '../database/together';
import { EventEntity } from '../entities/event.entity';
import { QuarantinedEventEntity } from '../entities/quarantined-event.entity';
import type { FeedChange } from '../feed';
import type { WorkingSet } from '../working-set';
import { loadWorkingSet } from './working-set.loader';
import { writeWorkingSet } from './working-set.writer';

export interface LockedHead {
  readonly epoch: string;
  readonly offset: number;
}

/** An event's key in the log: ids are LiveKit's, unique within a server. */
export const eventKey = (source: string, id: string): string => `${source}/${id}`;

/**
 * One write transaction of the stream. From `lockHead` to the commit it is the only writer of all replicas, which is what makes
 * offsets dense and read-fold-write safe. It uses one connection and must not wait for another (PGlite has one backend).
 */
export class BatchTransaction {
  constructor(
    private readonly sql: Sql,
    private readonly dataSource: DataSource,
  ) {}

  async lockHead(): Promise<LockedHead> {
    const rows = await this.sql.query<LockedHead>(
      'SELECT epoch, stream_offset AS "offset" FROM stream_head WHERE id = 1 FOR UPDATE',
    );
    if (!rows[0]) throw new Error('stream_head is empty: the migrations have not run');
    return rows[0];
  }

  /** Which of these events are stored already, as `eventKey`. */
  async storedKeys(events: readonly { readonly source: string; readonly id: string }[]): Promise<Set<string>> {
    const rows = await this.sql.query<{ source: string; id: string }>(
      `SELECT e.source, e.id FROM event e JOIN unnest($1::text[], $2::text[]) AS asked (source, id)
       ON e.source = asked.source AND e.id = asked.id`,
      [events.map(({ source }) => source), events.map(({ id }) => id)],
    );
    return new Set(rows.map(({ source, id }) => eventKey(source, id)));
  }

  load(source: string, events: readonly DomainEvent[]): Promise<WorkingSet> {
    return loadWorkingSet(this.sql, source, events);
  }

  write(set: WorkingSet): Promise<FeedChange[]> {
    return writeWorkingSet(this.sql, this.dataSource, set);
  }

  /** Appends to the log and moves the head to the last of them. */
  async append(events: readonly EventEntity[]): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    // Payloads travel apart: inside one JSON document PostgreSQL would decode, and refuse, their NULs and lone surrogates.
    const rows = events.map(({ payload: _, ...row }) => row);
    const append = this.sql.query(
      `INSERT INTO event (stream_offset, source, id, event, created_ms, received_ms, api_key, session_sid, room_name,
         participant_sid, identity, track_sid, synthetic, payload)
       SELECT "streamOffset", source, id, event, "createdMs", "receivedMs", "apiKey", "sessionSid", "roomName",
         "participantSid", identity, "trackSid", synthetic, payload::json
       FROM ROWS FROM (
         json_to_recordset($1::json) AS ("streamOffset" bigint, source text, id text, event text, "createdMs" bigint,
           "receivedMs" bigint, "apiKey" text, "sessionSid" text, "roomName" text, "participantSid" text, identity text,
           "trackSid" text, synthetic boolean),
         unnest($2::text[])
       ) AS row ("streamOffset", source, id, event, "createdMs", "receivedMs", "apiKey", "sessionSid", "roomName",
         "participantSid", identity, "trackSid", synthetic, payload)`,
      [JSON.stringify(rows), events.map(({ payload }) => JSON.stringify(payload))],
    );
    const move = this.sql.query('UPDATE stream_head SET stream_offset = $1 WHERE id = 1', [last.streamOffset]);
    await together([append, move]);
  }

  async quarantine(events: readonly Omit<QuarantinedEventEntity, 'number'>[]): Promise<void> {
    for (const { payload, ...event } of events) {
      await this.sql.query(
        'INSERT INTO quarantined_event (source, event_id, received_ms, reason, payload) VALUES ($1, $2, $3, $4, $5::json)',
        [event.source, event.eventId, event.receivedMs, event.reason, JSON.stringify(payload)],
      );
    }
  }
}

@Injectable()
export class BatchRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Commits what `work` does, or nothing of it. */
  async transaction<T>(work: (batch: BatchTransaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const sql = new Sql((await runner.connect()) as ClientBase);
      await runner.startTransaction();
      const result = await work(new BatchTransaction(sql, this.dataSource));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined); // the first error tells more
      throw error;
    } finally {
      await runner.release();
    }
  }
}
