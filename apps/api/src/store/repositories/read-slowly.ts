/**
 * Reads that may take seconds, at one moment: whoever asked can go away, and then PostgreSQL stops working for them. The embedded
 * database works on one thing at a time, and cannot be told to stop.
 */
import type { PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { AsOf } from './list';

export interface Patience {
  readonly signal: AbortSignal;
  readonly cancellable: boolean;
}

/** Rejects with the signal's reason once it is aborted. */
export async function readSlowly<T>(
  dataSource: DataSource,
  { signal, cancellable }: Patience,
  read: (manager: EntityManager, asOf: AsOf) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  let stop = (): void => undefined;
  try {
    const client = (await runner.connect()) as PoolClient & { readonly processID?: number };
    signal.throwIfAborted();
    stop = (): void => {
      if (!cancellable || client.processID === undefined) return;
      dataSource.query('SELECT pg_cancel_backend($1)', [client.processID]).catch(() => undefined); // it ends by itself
    };
    signal.addEventListener('abort', stop);
    await runner.startTransaction('REPEATABLE READ');
    // Plans of so many parts look costly, and compiling them costs more than running them.
    await runner.query('SET LOCAL jit = off');
    const heads = (await runner.query(
      'SELECT epoch, stream_offset AS "offset" FROM stream_head WHERE id = 1',
    )) as AsOf[];
    if (!heads[0]) throw new Error('stream_head is empty: the migrations have not run');
    const result = await read(runner.manager, heads[0]);
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
