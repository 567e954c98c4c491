import type { DomainEvent } from '@livekit-dashboard/domain';
import type { DataSource } from 'typeorm';
import type { SqlClient } from '../sql/client';
import { together } from '../sql/together';
import type { EventEntity } from '../entities/event.entity';
import type { QuarantinedEventEntity } from '../entities/quarantined-event.entity';
import type { WorkingSet } from './working-set';
import { markedDays } from './marked-days';
import { CAN_BE_COUNTED } from '../usage/freshness';
import { appendEvents } from '../stream/append-events';
import { lockHead, type LockedHead } from '../database/lock-head';
import { WorkingSetLoader } from './working-set.loader';
import { type WrittenSet, writeWorkingSet } from './working-set.writer';
import { named, rows, run } from '../sql/sql';

/** An event's key in the log: ids are LiveKit's, unique within a server. */
export const eventKey = (source: string, id: string): string => `${source}/${id}`;

/** The stream has one writer at a time, so an event has one entry. */
const KEEP_ASIDE = `
  WITH known AS (
    UPDATE quarantined_event SET reason = :reason WHERE event_id = :eventId AND source = :source RETURNING 1
  )
  INSERT INTO quarantined_event (source, event_id, api_key, synthetic, received_ms, reason, payload)
  SELECT :source, :eventId, :apiKey, :synthetic::boolean, :receivedMs::bigint, :reason, :payload::json WHERE NOT EXISTS (SELECT 1 FROM known)`;

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
 * One write transaction of the stream: `open`, `load`, `commit`. From its lock to its commit it is the only writer of
 * all replicas, which is what makes offsets dense and read-fold-write safe. It uses one connection and must not wait
 * for another (PGlite has one backend). Statements that do not need each other's results share a round trip; the server
 * runs them in the given order.
 */
export class BatchTransaction {
  private readonly loaders = new Map<string, WorkingSetLoader>();

  constructor(
    private readonly client: SqlClient,
    private readonly dataSource: DataSource,
    /** The field that names a participant's tenant. */
    private readonly tenantKey: string | null,
  ) {}

  /** Locks the head, then reads which events are stored already, and loads the rows that they name. */
  async open(batch: readonly Submitted[]): Promise<Opened> {
    for (const { source } of batch) {
      if (!this.loaders.has(source)) this.loaders.set(source, new WorkingSetLoader(this.client, source));
    }
    const loaders = [...this.loaders];
    const [, head, stored] = await together([
      this.client.query('BEGIN'),
      lockHead(this.client),
      this.storedKeys(batch),
      ...loaders.map(([source, loader]) => loader.named(eventsOf(batch, source))),
    ]);
    return { ...head, stored };
  }

  /** The rows that these events of the batch need, ready to fold into. They are of one server. */
  async load(source: string, events: readonly DomainEvent[]): Promise<WorkingSet> {
    const loader = this.loaderOf(source);
    await loader.rest(events);
    return loader.set;
  }

  /** Adds the rows that these events need, which replace events of the batch and may name other rows. */
  async loadReplaced(source: string, events: readonly DomainEvent[]): Promise<void> {
    const loader = this.loaderOf(source);
    await loader.named(events);
    await loader.rest(events);
  }

  private loaderOf(source: string): WorkingSetLoader {
    const loader = this.loaders.get(source);
    if (!loader) throw new TypeError(`the transaction was not opened for ${source}`);
    return loader;
  }

  /**
   * Writes everything and commits, in one round trip: after a statement that failed, PostgreSQL turns the COMMIT into a
   * rollback.
   */
  async commit({ sets, events, quarantined }: Written): Promise<WrittenSet> {
    const [written] = await together([
      together(sets.map((set) => writeWorkingSet(this.client, this.dataSource, set, this.tenantKey))),
      appendEvents(this.client, events),
      this.keepAside(quarantined),
      this.mark(markedDays(sets, Date.now())),
      this.client.query('COMMIT'),
    ]);
    return {
      changes: written.flatMap(({ changes }) => changes),
      moved: written.flatMap(({ moved }) => moved),
    };
  }

  private async storedKeys(batch: readonly Submitted[]): Promise<Set<string>> {
    const stored = await rows<{ source: string; id: string }>(
      this.client,
      named(
        `SELECT e.source, e.id FROM event e JOIN unnest(:sources::text[], :ids::text[]) AS asked (source, id)
         ON e.source = asked.source AND e.id = asked.id`,
        { sources: batch.map(({ source }) => source), ids: batch.map(({ event }) => event.id) },
      ),
    );
    return new Set(stored.map(({ source, id }) => eventKey(source, id)));
  }

  /** A day that is not rolled up is counted from its rows and needs no mark. */
  private async mark(days: readonly number[]): Promise<void> {
    if (days.length === 0) return;
    await this.client.query(
      `UPDATE usage_day SET marks = marks + 1 WHERE day_ms = ANY($1::bigint[]) AND ${CAN_BE_COUNTED}`,
      [days],
    );
  }

  private async keepAside(events: Written['quarantined']): Promise<void> {
    await together(
      events.map(({ payload, ...event }) =>
        run(this.client, named(KEEP_ASIDE, { ...event, payload: JSON.stringify(payload) })),
      ),
    );
  }
}

const eventsOf = (batch: readonly Submitted[], source: string): DomainEvent[] =>
  batch.flatMap((submitted) => (submitted.source === source ? [submitted.event] : []));
