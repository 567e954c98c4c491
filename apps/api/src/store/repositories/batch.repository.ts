import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { Sql } from '../database/sql';
import { BatchTransaction, type Written } from './batch-transaction';

/** The way into the stream: write transactions, one at a time among all replicas. */
@Injectable()
export class BatchRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** `work` opens the transaction and commits it, or throws and leaves nothing behind. */
  async transaction<T>(work: (batch: BatchTransaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const sql = new Sql((await runner.connect()) as ClientBase);
      try {
        return await work(new BatchTransaction(sql, this.dataSource));
      } catch (error) {
        await sql.query('ROLLBACK').catch(() => undefined); // the first error tells more
        throw error;
      }
    } finally {
      await runner.release();
    }
  }

  /** Keeps an event aside that can never be folded. */
  quarantine(event: Written['quarantined'][number]): Promise<unknown> {
    return this.transaction(async (batch) => {
      await batch.open([]);
      return batch.commit({ sets: [], events: [], quarantined: [event] });
    });
  }
}
