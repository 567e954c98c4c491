import type { EventDetail, EventFacetName, EventList, EventsQuery } from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import { boundedId } from '@livekit-dashboard/livekit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectList } from '../sql/bulk';
import { EventEntity } from '../entities/event.entity';
import { logFloor } from './floors';
import { type EventText, toEventText, toStoredEvent } from '../entities/stored-event';
import { named, rows, searchable } from '../sql/sql';
import { readBuckets, readFacets } from './event-counts';
import { eventConditions, NEWEST_FIRST, OLDEST_FIRST } from './event-filters';
import { searchEvents, sourcesOf } from './event-search';
import { EVENTS_BYTES, readEventRows } from './event-rows';
import { countUpToLimit, readAtOnce } from './list';
import { PageReader } from './slow-reader';

/** The requested events are no longer retained. */
export class EventsGoneError extends Error {
  /** `floor`: the highest deleted offset. */
  constructor(readonly floor: number) {
    super(`events up to offset ${floor} are no longer kept`);
  }
}

/** Several servers sent an event with that id. */
export class AmbiguousEventError extends Error {
  constructor(readonly sources: readonly string[]) {
    super('several servers sent an event with this id');
  }
}

type Unserved<T> = Omit<T, 'serverTime'>;

/** A page of the log. */
type EventTexts = Omit<Unserved<EventList>, 'items'> & { readonly items: readonly EventText[] };

/** The log: pages of it, in either order, and counts of what matches. */
@Injectable()
export class EventRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pages: PageReader,
  ) {}

  async has(source: string, id: string): Promise<boolean> {
    const found = await rows(
      this.dataSource,
      named('SELECT 1 FROM event WHERE source = :source AND id = :id', { source, id }),
    );
    return found.length > 0;
  }

  /**
   * Throws `BadCursorError`, and `EventsGoneError` if `after`, or the end of the previous page in order of the offsets,
   * is below the retained events. Rejects with the signal's reason once it is aborted.
   */
  list(query: EventsQuery, signal: AbortSignal): Promise<EventTexts> {
    return this.pages.read(signal, async (manager, asOf) => {
      const search = await searchEvents(manager, query);
      const counted = { filters: query, found: search?.offsets ?? null };
      const page = await readPage(manager, query, counted.found);
      const total = await countUpToLimit(manager, 'event t', eventConditions(query, counted.found));
      return {
        ...page,
        total,
        ...(search === null ? {} : { searchedFrom: instantOf(search.floorMs) }),
        ...(query.facets === undefined ? {} : { facets: await readFacets(manager, namesOf(query.facets), counted) }),
        ...(query.buckets === undefined
          ? {}
          : { buckets: await readBuckets(manager, { most: query.buckets, tz: query.tz ?? 'UTC' }, counted) }),
        ...asOf,
      };
    });
  }

  /**
   * One event; null if there is none. Throws `AmbiguousEventError` if several servers sent that id and `source` names
   * none.
   */
  one(id: string, source: string | undefined): Promise<Unserved<EventDetail> | null> {
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const found = await rows<EventEntity>(
        manager,
        named(
          `SELECT ${selectList(manager, EventEntity)} FROM event t WHERE t.id = :id AND t.source = ANY (ARRAY(
             SELECT source FROM (${sourcesOf('event')}) known WHERE :source::text IS NULL OR source = :source
           )) ORDER BY t.source LIMIT 10`,
          { id: boundedId(searchable(id)), source: source ?? null },
        ),
      );
      const [row] = found;
      if (!row) return null;
      if (found.length > 1) throw new AmbiguousEventError(found.map((one) => one.source));
      return { event: toStoredEvent(row), ...asOf };
    });
  }
}

/**
 * A page of up to `bytes` of payloads, without a total. `found`: the offsets of the events that match `q`. Throws as
 * `list` does.
 */
export const readEvents = (
  manager: EntityManager,
  query: PageQuery,
  { found, bytes }: { readonly found: readonly number[] | null; readonly bytes: number },
): Promise<EventPage> => readPage(manager, query, found, bytes);

type PageQuery = Omit<EventsQuery, 'facets' | 'buckets'>;

/** Shorter than requested if payloads are large (`EVENTS_BYTES`): `nextCursor` says whether there is more. */
interface EventPage {
  readonly items: EventText[];
  readonly nextCursor: string | null;
}

async function readPage(
  manager: EntityManager,
  query: PageQuery,
  searched: readonly number[] | null,
  bytes = EVENTS_BYTES,
): Promise<EventPage> {
  const order = query.sort === 'offset' ? OLDEST_FIRST : NEWEST_FIRST;
  const place = order.placeOf(query.cursor);
  await checkKept(manager, place && order === OLDEST_FIRST ? Number(place[0]) : query.after);
  const matching = eventConditions(query, searched);
  order.after(place, matching);
  const found = await manager.query<{ at: number }[]>(
    `SELECT t.stream_offset AS at FROM event t WHERE ${matching.where} ${order.orderBy} LIMIT ${query.limit + 1}`,
    matching.parameters,
  );
  const offsets = found.slice(0, query.limit).map(({ at }) => at);
  const { rows, cut } = await readEventRows(manager, offsets, bytes);
  const last = rows.at(-1);
  const hasMore = cut || found.length > query.limit;
  return { items: rows.map(toEventText), nextCursor: hasMore && last ? order.cursorOf(last) : null };
}

const namesOf = (facets: string): readonly EventFacetName[] => [...new Set(facets.split(','))] as EventFacetName[];

async function checkKept(manager: EntityManager, after: number | undefined): Promise<void> {
  if (after === undefined) return;
  const floor = await logFloor(manager);
  if (after < floor) throw new EventsGoneError(floor);
}
