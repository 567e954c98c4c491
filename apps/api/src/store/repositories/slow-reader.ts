import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { SLOW_STATEMENT_MS } from '../database/open-database';
import { readHead } from './head';
import type { AsOf } from './list';

/**
 * Plans of so many parts look costly, and compiling them costs more than running them. Sums by hundreds of thousands of people are made in
 * memory: on disk they take four times as long.
 */
const SETTINGS = `SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true),
  set_config('statement_timeout', '${SLOW_STATEMENT_MS}', true)`;

/** The connections that it reads by. */
export const SLOW_DATA_SOURCE = Symbol('SlowDataSource');

/**
 * Reads that may take seconds, at one moment: whoever asked can go away, and then PostgreSQL stops working for them. The embedded
 * database works on one thing at a time, and cannot be told to stop.
 */
@Injectable()
export class SlowReader {
  constructor(
    @Inject(SLOW_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  /** Rejects with the signal's reason once it is aborted. */
  async read<T>(signal: AbortSignal, read: (manager: EntityManager, asOf: AsOf) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let stop = (): void => undefined;
    try {
      const client = (await runner.connect()) as PoolClient & { readonly processID?: number };
      signal.throwIfAborted();
      stop = (): void => this.cancel(client.processID);
      signal.addEventListener('abort', stop);
      await runner.startTransaction('REPEATABLE READ');
      await runner.query(SETTINGS);
      const result = await read(runner.manager, await readHead(runner.manager));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined); // the first error tells more
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      await runner.release();
    }
  }

  private cancel(processId: number | undefined): void {
    if (this.config.databaseUrl === null || processId === undefined) return;
    this.dataSource.query('SELECT pg_cancel_backend($1)', [processId]).catch(() => undefined); // it ends by itself
  }
}
