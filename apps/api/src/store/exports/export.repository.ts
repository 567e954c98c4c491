/**
 * All rows of a list, page after page, for as long as somebody takes them. Invariants: each page is a query of its own, by the conditions
 * of the list itself and as of when it was read, so that no transaction lasts, no connection is held between two pages, and memory is
 * that of a page. Once the signal is aborted the running query is stopped and the next page rejects with the signal's reason.
 */
import type {
  Agent,
  EventsExportQuery,
  ListedSession,
  SessionsExportQuery,
  StoredEvent,
  UsageExportQuery,
  UsageItem,
} from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config';
import { readEvents } from '../repositories/event.repository';
import { SessionListReader } from '../repositories/session-list.reader';
import type { Found } from '../repositories/session-search';
import { sessionOrder } from '../repositories/session-sorts';
import { SlowReader } from '../repositories/slow-reader';
import { UsageRepository } from '../repositories/usage.repository';
import type { SessionRow } from '../views';
import { pages } from './pages';
import { participantsOf } from './participants-of';

/**
 * Rows of a page. They are made into text in one go, and a webhook that comes meanwhile waits: so pages are small. Usage is counted anew
 * for each page, and a row of it is short.
 */
const PAGE = { sessions: 100, events: 100, usage: 10_000 } as const;
/** Sessions whose participants are read together. */
const SESSIONS_AT_ONCE = 50;

type Pages<T> = AsyncGenerator<readonly T[]>;

@Injectable()
export class ExportRepository {
  constructor(
    private readonly slow: SlowReader,
    private readonly used: UsageRepository,
    private readonly config: Config,
  ) {}

  sessions(query: SessionsExportQuery, signal: AbortSignal): Pages<ListedSession> {
    return this.sessionPages(query, PAGE.sessions, signal, (reader, rows) => reader.listed(rows));
  }

  /** Everybody who was in the sessions that match, in the order of the sessions. */
  async *participants(query: SessionsExportQuery, signal: AbortSignal): Pages<Agent> {
    const keys = (_: SessionListReader, rows: readonly SessionRow[]) =>
      Promise.resolve(rows.map(({ source, sid, name }) => ({ source, sid, name })));
    for await (const sessions of this.sessionPages(query, SESSIONS_AT_ONCE, signal, keys)) {
      yield* pages((cursor) => this.slow.read(signal, (manager) => participantsOf(manager, sessions, cursor)));
    }
  }

  /** The first page throws `EventsGoneError` as the list does; so does a later one whose place retention has overtaken. */
  events(query: EventsExportQuery, signal: AbortSignal): Pages<StoredEvent> {
    return pages((cursor) =>
      this.slow.read(signal, (manager) => readEvents(manager, { ...query, cursor, limit: PAGE.events })),
    );
  }

  usage(query: UsageExportQuery, nowMs: number, signal: AbortSignal): Pages<UsageItem> {
    return pages((cursor) => this.used.list({ ...query, cursor, limit: PAGE.usage }, nowMs, signal));
  }

  /** `q` is searched for once. */
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
