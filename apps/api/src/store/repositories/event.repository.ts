import type { EventsQuery, StoredEvent } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectList } from '../database/bulk';
import { EventEntity } from '../entities/event.entity';
import { toStoredEvent } from '../views';
import { Conditions } from './conditions';
import { decodeCursor } from './cursor';
import { countUpToLimit, type Page, pageOf, readAtOnce } from './list';

/** Asked for events that retention no longer keeps. */
export class EventsGoneError extends Error {
  /** `floor`: the highest offset that is gone. */
  constructor(readonly floor: number) {
    super(`events up to offset ${floor} are no longer kept`);
  }
}

/** The log, ascending. */
@Injectable()
export class EventRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws `BadCursorError`, and `EventsGoneError` if `after` is below what is kept. */
  list(query: EventsQuery): Promise<Page<StoredEvent>> {
    const cursor = decodeCursor(query.cursor);
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      await this.checkKept(manager, query.after, asOf.offset);
      const matching = new Conditions()
        .when(query.event, (p) => `t.event = ${p}`)
        .when(query.session, (p) => `t.session_sid = ${p}`)
        .when(query.identity, (p) => `t.identity = ${p}`)
        .when(query.after, (p) => `t.stream_offset > ${p}`)
        .when(query.from && Date.parse(query.from), (p) => `t.received_ms >= ${p}`)
        .when(query.to && Date.parse(query.to), (p) => `t.received_ms < ${p}`);
      const total = await countUpToLimit(manager, 'event t', matching);
      matching.when(cursor?.value, (p) => `t.stream_offset > ${p}`);
      const rows = await manager.query<EventEntity[]>(
        `SELECT ${selectList(manager, EventEntity)} FROM event t WHERE ${matching.where}
         ORDER BY t.stream_offset LIMIT ${query.limit + 1}`,
        matching.parameters,
      );
      const page = pageOf(rows, query.limit, (row) => ({ value: row.streamOffset, id: row.id }));
      return { items: page.rows.map(toStoredEvent), nextCursor: page.nextCursor, total, ...asOf };
    });
  }

  /** Offsets are dense, so the first one kept tells what is gone. */
  private async checkKept(manager: EntityManager, after: number | undefined, head: number): Promise<void> {
    if (after === undefined) return;
    const rows = await manager.query<{ first: number | null }[]>('SELECT min(stream_offset) AS first FROM event');
    const floor = (rows[0]?.first ?? head + 1) - 1;
    if (after < floor) throw new EventsGoneError(floor);
  }
}
