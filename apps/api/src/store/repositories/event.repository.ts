import type { EventsQuery, StoredEvent } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectList } from '../database/bulk';
import { EventEntity } from '../entities/event.entity';
import { logFloor } from '../retention/floors';
import { toStoredEvent } from '../views';
import { Conditions, containing } from './conditions';
import { countUpToLimit, type Page, pageOf } from './list';
import { Order } from './order';
import { SlowReader } from './slow-reader';

/** Asked for events that retention no longer keeps. */
export class EventsGoneError extends Error {
  /** `floor`: the highest offset that is gone. */
  constructor(readonly floor: number) {
    super(`events up to offset ${floor} are no longer kept`);
  }
}

const ASCENDING = new Order<EventEntity>('events', [
  { sql: 't.stream_offset', type: 'bigint', of: (row) => row.streamOffset },
]);

/** The log, ascending. */
@Injectable()
export class EventRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly slow: SlowReader,
  ) {}

  async has(source: string, id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>('SELECT 1 FROM event WHERE source = $1 AND id = $2', [
      source,
      id,
    ]);
    return rows.length > 0;
  }

  /** Throws `BadCursorError`, and `EventsGoneError` if `after`, or where the last page ended, is below what is kept. Rejects with the signal's reason once it is aborted. */
  list(query: EventsQuery, signal: AbortSignal): Promise<Page<StoredEvent>> {
    return this.slow.read(signal, async (manager, asOf) => {
      const page = await readEvents(manager, query);
      return { ...page, total: await countUpToLimit(manager, 'event t', matchingEvents(query)), ...asOf };
    });
  }
}

/** A page that is not counted. Throws as `list` does. */
export async function readEvents(
  manager: EntityManager,
  query: EventsQuery,
): Promise<{ readonly items: StoredEvent[]; readonly nextCursor: string | null }> {
  const place = ASCENDING.placeOf(query.cursor);
  await checkKept(manager, place ? Number(place[0]) : query.after);
  const matching = matchingEvents(query);
  ASCENDING.after(place, matching);
  const rows = await manager.query<EventEntity[]>(
    `SELECT ${selectList(manager, EventEntity)} FROM event t WHERE ${matching.where}
     ${ASCENDING.orderBy} LIMIT ${query.limit + 1}`,
    matching.parameters,
  );
  const page = pageOf(rows, query.limit, ASCENDING);
  return { items: page.rows.map(toStoredEvent), nextCursor: page.nextCursor };
}

const SEARCHED = ['room_name', 'identity', 'session_sid', 'participant_sid', 'track_sid'];

const matchingEvents = (query: EventsQuery): Conditions =>
  new Conditions()
    .when(query.event, (p) => `t.event = ${p}`)
    .when(query.session, (p) => `t.session_sid = ${p}`)
    .when(query.identity, (p) => `t.identity = ${p}`)
    .when(query.room, (p) => `t.room_name = ${p}`)
    .when(query.q && containing(query.q), (p) => SEARCHED.map((column) => `t.${column} ILIKE ${p}`).join(' OR '))
    .when(query.after, (p) => `t.stream_offset > ${p}`)
    .when(query.from && Date.parse(query.from), (p) => `t.received_ms >= ${p}`)
    .when(query.to && Date.parse(query.to), (p) => `t.received_ms < ${p}`);

async function checkKept(manager: EntityManager, after: number | undefined): Promise<void> {
  if (after === undefined) return;
  const floor = await logFloor(manager);
  if (after < floor) throw new EventsGoneError(floor);
}
