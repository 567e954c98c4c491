import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../../config/config';
import { readHead } from './head';
import type { AsOf } from './list';

/**
 * Reads that may take seconds, at one moment: whoever asked can go away, and then PostgreSQL stops working for them. The embedded
 * database works on one thing at a time, and cannot be told to stop.
 */
@Injectable()
export class SlowReader {
  constructor(
    private readonly dataSource: DataSource,
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
      // Plans of so many parts look costly, and compiling them costs more than running them.
      await runner.query('SET LOCAL jit = off');
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
