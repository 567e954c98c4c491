/**
 * All rows of a list, page by page, for as long as the caller iterates. Invariants: each page is one query with the
 * conditions of the list, as of the time at which it is read, so that no transaction lasts, no connection stays checked
 * out between two pages, and the memory in use is that of one page. Once the signal is aborted, the running query is
 * cancelled and the next page rejects with the signal's reason.
 */
import type {
  Agent,
  CostRow,
  CostsExportQuery,
  EventsExportQuery,
  ListedSession,
  SessionsExportQuery,
  UsageExportQuery,
  UsageItem,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config';
import { CostRepository } from '../usage/cost.repository';
import { readEvents } from '../stream/event.repository';
import { type FoundEvents, searchEvents } from '../stream/event-search';
import { SessionListReader } from '../sessions/session-list.reader';
import type { Found } from '../sessions/session-search';
import { sessionOrder } from '../sessions/session-sorts';
import { SlowReader } from '../stream/slow-reader';
import { UsageRepository } from '../usage/usage.repository';
import type { EventText } from '../entities/stored-event';
import type { SessionRow } from '../entities/session.entity';
import { pages } from './pages';
import { participantsOf } from './participants-of';

/**
 * Rows of a page. A page is formatted in one turn of the event loop, during which webhooks wait, so pages are small.
 * Usage is counted for each page anew, and its rows are short.
 */
const PAGE = { sessions: 100, events: 100, usage: 10_000 } as const;
/** Limit of the payloads of a page of events, in bytes. */
const PAGE_BYTES = 1024 * 1024;
/** Sessions whose participants are read together. */
const SESSIONS_AT_ONCE = 50;

type Pages<T> = AsyncGenerator<readonly T[]>;

@Injectable()
export class ExportRepository {
  constructor(
    private readonly slow: SlowReader,
    private readonly used: UsageRepository,
    private readonly cost: CostRepository,
    private readonly config: Config,
  ) {}

  sessions(query: SessionsExportQuery, signal: AbortSignal): Pages<ListedSession> {
    return this.sessionPages(query, PAGE.sessions, signal, (reader, rows) => reader.listed(rows));
  }

  /** All participants of the matching sessions, in the order of the sessions. */
  async *participants(query: SessionsExportQuery, signal: AbortSignal): Pages<Agent> {
    const keys = (_: SessionListReader, rows: readonly SessionRow[]) =>
      Promise.resolve(rows.map(({ source, sid, name }) => ({ source, sid, name })));
    for await (const sessions of this.sessionPages(query, SESSIONS_AT_ONCE, signal, keys)) {
      yield* pages((cursor) => this.slow.read(signal, (manager) => participantsOf(manager, sessions, cursor)));
    }
  }

  /**
   * The first page throws `EventsGoneError` as the list does; so does a later one if retention deleted its position. `q`
   * is searched for once, with the result of the list: as a condition of each page it would read the whole log, since no
   * index supports it.
   */
  events(query: EventsExportQuery, signal: AbortSignal): Pages<EventText> {
    let search: Promise<FoundEvents | null> | null = null;
    return pages((cursor) =>
      this.slow.read(signal, async (manager) => {
        const { offsets: found = null } = (await (search ??= searchEvents(manager, query))) ?? {};
        return readEvents(manager, { ...query, cursor, limit: PAGE.events }, { found, bytes: PAGE_BYTES });
      }),
    );
  }

  usage(query: UsageExportQuery, nowMs: number, signal: AbortSignal): Pages<UsageItem> {
    return pages((cursor) => this.used.list({ ...query, cursor, limit: PAGE.usage }, nowMs, signal));
  }

  /** The first page throws `RangeTooLongError` as the response to `costs` does. */
  costs(query: CostsExportQuery, nowMs: number, signal: AbortSignal): Pages<CostRow> {
    return pages((cursor) => this.cost.rows({ ...query, cursor, limit: PAGE.usage }, nowMs, signal));
  }

  /** Resolves `q` once for all pages. */
  private sessionPages<T>(
    query: SessionsExportQuery,
    limit: number,
    signal: AbortSignal,
    shown: (reader: SessionListReader, rows: readonly SessionRow[]) => Promise<readonly T[]>,
  ): Pages<T> {
    const order = sessionOrder(query.sort);
    let found: Found | null = null;
    return pages((cursor) =>
      this.slow.read(signal, async (manager) => {
        const reader = new SessionListReader(manager, { ...query, limit }, this.config.tenantKey);
        found ??= await reader.search();
        const { rows, nextCursor } = await reader.rowsOf(found, order, order.placeOf(cursor));
        return { items: await shown(reader, rows), nextCursor };
      }),
    );
  }
}
