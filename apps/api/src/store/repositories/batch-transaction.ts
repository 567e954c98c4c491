import type { DomainEvent } from '@livekit-dashboard/domain';
import type { DataSource } from 'typeorm';
import type { Sql } from '../database/sql';
import { together } from '../database/together';
import type { EventEntity } from '../entities/event.entity';
import type { QuarantinedEventEntity } from '../entities/quarantined-event.entity';
import type { FeedChange } from '../feed';
import type { WorkingSet } from '../working-set';
import { markedDays } from '../usage/marks';
import { CAN_BE_COUNTED } from '../usage/usage-book';
import { appendEvents } from './append-events';
import { lockHead, type LockedHead } from './lock-head';
import { WorkingSetLoader } from './working-set.loader';
import { writeWorkingSet } from './working-set.writer';

/** An event's key in the log: ids are LiveKit's, unique within a server. */
export const eventKey = (source: string, id: string): string => `${source}/${id}`;

interface Submitted {
  readonly source: string;
  readonly event: DomainEvent;
}

export interface Opened extends LockedHead {
  /** Which of the batch are stored already, as `eventKey`. */
  readonly stored: Set<string>;
}

export interface Written {
  readonly sets: readonly WorkingSet[];
  /** In the order of their offsets. */
  readonly events: readonly EventEntity[];
  readonly quarantined: readonly Omit<QuarantinedEventEntity, 'number'>[];
}

/**
 * One write transaction of the stream: `open`, `load`, `commit`. From its lock to its commit it is the only writer of all replicas,
 * which is what makes offsets dense and read-fold-write safe. It uses one connection and must not wait for another (PGlite has
 * one backend). Statements that need no answer of each other share a round trip; the server runs them in the order given.
 */
export class BatchTransaction {
  private readonly loaders = new Map<string, WorkingSetLoader>();

  constructor(
    private readonly sql: Sql,
    private readonly dataSource: DataSource,
  ) {}

  /** Locks the head; only then looks for what is stored, and loads the sessions. */
  async open(batch: readonly Submitted[]): Promise<Opened> {
    for (const { source } of batch) {
      if (!this.loaders.has(source)) this.loaders.set(source, new WorkingSetLoader(this.sql, source));
    }
    const loaders = [...this.loaders];
    const [, head, stored] = await together([
      this.sql.query('BEGIN'),
      lockHead(this.sql),
      this.storedKeys(batch),
      ...loaders.map(([source, loader]) => loader.sessionsOf(eventsOf(batch, source))),
    ]);
    return { ...head, stored };
  }

  /** The rows that these events of one server need, ready to fold into. */
  async load(source: string, events: readonly DomainEvent[]): Promise<WorkingSet> {
    const loader = this.loaders.get(source);
    if (!loader) throw new TypeError(`the transaction was not opened for ${source}`);
    await loader.rest(events);
    return loader.set;
  }

  /** Writes everything and commits, in one round trip: of a statement that fails, PostgreSQL makes the COMMIT a rollback. */
  async commit({ sets, events, quarantined }: Written): Promise<FeedChange[]> {
    const [changes] = await together([
      together(sets.map((set) => writeWorkingSet(this.sql, this.dataSource, set))),
      appendEvents(this.sql, events),
      this.keepAside(quarantined),
      this.mark(markedDays(sets, Date.now())),
      this.sql.query('COMMIT'),
    ]);
    return changes.flat();
  }

  private async storedKeys(batch: readonly Submitted[]): Promise<Set<string>> {
    const rows = await this.sql.query<{ source: string; id: string }>(
      `SELECT e.source, e.id FROM event e JOIN unnest($1::text[], $2::text[]) AS asked (source, id)
       ON e.source = asked.source AND e.id = asked.id`,
      [batch.map(({ source }) => source), batch.map(({ event }) => event.id)],
    );
    return new Set(rows.map(({ source, id }) => eventKey(source, id)));
  }

  /** A day that is not in the book is counted from its rows, and needs no mark. */
  private async mark(days: readonly number[]): Promise<void> {
    if (days.length === 0) return;
    await this.sql.query(
      `UPDATE usage_day SET marks = marks + 1 WHERE day_ms = ANY($1::bigint[]) AND ${CAN_BE_COUNTED}`,
      [days],
    );
  }

  private async keepAside(events: Written['quarantined']): Promise<void> {
    const insert =
      'INSERT INTO quarantined_event (source, event_id, received_ms, reason, payload) VALUES ($1, $2, $3, $4, $5::json)';
    await together(
      events.map(({ source, eventId, receivedMs, reason, payload }) =>
        this.sql.query(insert, [source, eventId, receivedMs, reason, JSON.stringify(payload)]),
      ),
    );
  }
}

const eventsOf = (batch: readonly Submitted[], source: string): DomainEvent[] =>
  batch.flatMap((submitted) => (submitted.source === source ? [submitted.event] : []));
