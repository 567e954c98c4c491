/**
 * PostgreSQL, the truth. The only place that knows TypeORM; repositories take and return domain types and contracts.
 *
 * Lifecycle: the database is connected (the embedded one started), migrated and given its epoch before any other module gets a
 * repository; it is closed last, after the ingest has emptied its queue.
 */
import { Global, Inject, Injectable, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config';
import { openDatabase, type OpenDatabase } from './database/open-database';
import { BusiestReader } from './digests/busiest.reader';
import { DigestRepository } from './digests/digest.repository';
import { HealthReader } from './digests/health.reader';
import { HourReader } from './digests/hour.reader';
import { StatsReader } from './digests/stats.reader';
import { ExportRepository } from './exports/export.repository';
import { AgentRepository } from './repositories/agent.repository';
import { BatchRepository } from './repositories/batch.repository';
import { CostRepository } from './repositories/cost.repository';
import { EventRepository } from './repositories/event.repository';
import { FeedRepository } from './repositories/feed.repository';
import { HeldRepository } from './repositories/held.repository';
import { RatePreviewRepository } from './repositories/rate-preview.repository';
import { RateRepository } from './repositories/rate.repository';
import { ReconcileRepository } from './repositories/reconcile.repository';
import { RejectionRepository } from './repositories/rejection.repository';
import { RollupRepository } from './repositories/rollup.repository';
import { SessionRepository } from './repositories/session.repository';
import { SLOW_DATA_SOURCE, SlowReader } from './repositories/slow-reader';
import { StreamRepository } from './repositories/stream.repository';
import { ErasureRepository } from './erasure/erasure.repository';
import { RetentionRepository } from './retention/retention.repository';
import { SessionDeletionRepository } from './retention/session-deletion.repository';
import { UsageRepository } from './repositories/usage.repository';

const OPEN_DATABASE = Symbol('OpenDatabase');

@Injectable()
class DatabaseCloser implements OnApplicationShutdown {
  constructor(@Inject(OPEN_DATABASE) private readonly database: OpenDatabase) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}

const REPOSITORIES = [
  AgentRepository,
  BatchRepository,
  CostRepository,
  DigestRepository,
  ErasureRepository,
  EventRepository,
  ExportRepository,
  FeedRepository,
  HeldRepository,
  RatePreviewRepository,
  RateRepository,
  ReconcileRepository,
  RejectionRepository,
  RetentionRepository,
  SessionDeletionRepository,
  RollupRepository,
  SessionRepository,
  StreamRepository,
  UsageRepository,
];

@Global()
@Module({
  providers: [
    {
      provide: OPEN_DATABASE,
      inject: [Config],
      useFactory: (config: Config): Promise<OpenDatabase> => openDatabase(config, new Logger('Store')),
    },
    { provide: DataSource, inject: [OPEN_DATABASE], useFactory: (database: OpenDatabase) => database.dataSource },
    { provide: SLOW_DATA_SOURCE, inject: [OPEN_DATABASE], useFactory: (database: OpenDatabase) => database.slow },
    DatabaseCloser,
    SlowReader,
    StatsReader,
    HourReader,
    BusiestReader,
    HealthReader,
    ...REPOSITORIES,
  ],
  exports: REPOSITORIES,
})
export class StoreModule {}
