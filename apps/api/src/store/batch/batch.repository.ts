import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Config } from '../../config/config';
import { onConnection } from '../database/on-connection';
import { probeWrites } from '../stream/probe-writes';
import { BatchTransaction, type Written } from './batch-transaction';

/** The ingest's own pool: no reader takes a connection from a webhook. */
export const INGEST_DATA_SOURCE = Symbol('IngestDataSource');

/** The way into the stream: write transactions, one at a time among all replicas. */
@Injectable()
export class BatchRepository {
  constructor(
    @Inject(INGEST_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly config?: Config,
  ) {}

  /** `work` opens the transaction and commits it, or throws and leaves nothing behind. */
  transaction<T>(work: (batch: BatchTransaction) => Promise<T>): Promise<T> {
    return onConnection(this.dataSource, (client) =>
      work(new BatchTransaction(client, this.dataSource, this.config?.tenantKey ?? null)),
    );
  }

  /** Resolves if the stream can be written now. Rejects with PostgreSQL's error. Leaves nothing behind. */
  probe(): Promise<void> {
    return onConnection(this.dataSource, probeWrites);
  }

  /** Puts an event that can never be folded into quarantine. */
  quarantine(event: Written['quarantined'][number]): Promise<unknown> {
    return this.transaction(async (batch) => {
      await batch.open([]);
      return batch.commit({ sets: [], events: [], quarantined: [event] });
    });
  }
}
