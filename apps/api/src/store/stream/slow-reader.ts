import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { SLOW_STATEMENT_MS } from '../database/open-database';
import { slowSettings } from '../database/slow-settings';
import { readHead } from './head';
import type { AsOf } from './list';

/** A query that had not begun when it was cancelled still runs: it is cancelled again after this, in ms. */
const CANCEL_AGAIN_MS = 100;

/** The pool of analytics, exports and rollups. */
export const SLOW_DATA_SOURCE = Symbol('SlowDataSource');
/** The pool of lists and details. */
export const PAGE_DATA_SOURCE = Symbol('PageDataSource');

/**
 * Reads that may take seconds, in one snapshot. When the client of the request disconnects, PostgreSQL stops the query.
 * The embedded database runs one query at a time and cannot stop it.
 */
@Injectable()
export class SlowReader {
  constructor(
    @Inject(SLOW_DATA_SOURCE) private readonly slow: DataSource,
    private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  /** Rejects with the signal's reason once it is aborted. */
  async read<T>(signal: AbortSignal, read: (manager: EntityManager, asOf: AsOf) => Promise<T>): Promise<T> {
    const runner = this.slow.createQueryRunner();
    const over = new AbortController();
    let cancelled: Promise<void> | undefined;
    let stop = (): void => undefined;
    try {
      const client = (await runner.connect()) as PoolClient & { readonly processID?: number };
      signal.throwIfAborted();
      stop = (): void => void (cancelled = this.cancel(client.processID, over.signal));
      signal.addEventListener('abort', stop);
      await runner.startTransaction('REPEATABLE READ');
      await runner.query(slowSettings(SLOW_STATEMENT_MS));
      return await read(runner.manager, await readHead(runner.manager));
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      over.abort();
      await cancelled; // a later cancellation would stop the next query on this connection
      // The transaction only read, so nothing is lost, and an earlier error says more.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    }
  }

  /** Uses another pool: all connections of this one may be busy with requests whose clients have gone. */
  private async cancel(processId: number | undefined, over: AbortSignal): Promise<void> {
    if (this.config.databaseUrl === null || processId === undefined) return;
    while (!over.aborted) {
      await this.dataSource.query('SELECT pg_cancel_backend($1)', [processId]).catch(() => undefined); // or tries again
      await setTimeout(CANCEL_AGAIN_MS, undefined, { signal: over }).catch(() => undefined);
    }
  }
}

/**
 * The same for lists and details, with a pool of its own, so that they do not wait for analytics, and webhooks do not
 * wait for them.
 */
@Injectable()
export class PageReader extends SlowReader {
  constructor(@Inject(PAGE_DATA_SOURCE) pages: DataSource, dataSource: DataSource, config: Config) {
    super(pages, dataSource, config);
  }
}
