import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onConnection } from '../database/on-connection';
import { BatchTransaction, type Written } from './batch-transaction';

/** The way into the stream: write transactions, one at a time among all replicas. */
@Injectable()
export class BatchRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** `work` opens the transaction and commits it, or throws and leaves nothing behind. */
  transaction<T>(work: (batch: BatchTransaction) => Promise<T>): Promise<T> {
    return onConnection(this.dataSource, (sql) => work(new BatchTransaction(sql, this.dataSource)));
  }

  /** Keeps an event aside that can never be folded. */
  quarantine(event: Written['quarantined'][number]): Promise<unknown> {
    return this.transaction(async (batch) => {
      await batch.open([]);
      return batch.commit({ sets: [], events: [], quarantined: [event] });
    });
  }
}
