/**
 * PostgreSQL, the only durable state. The only place that knows TypeORM; repositories take and return domain types and
 * contracts.
 *
 * Lifecycle: the database is connected (the embedded one started), migrated and given its epoch before any other module
 * gets a repository; it is closed last, after the ingest has emptied its queue.
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
import { AgentRepository } from './sessions/agent.repository';
import { BatchRepository, INGEST_DATA_SOURCE } from './batch/batch.repository';
import { CostRepository } from './usage/cost.repository';
import { EventRepository } from './stream/event.repository';
import { FeedRepository } from './topics/feed.repository';
import { HeldJobsRepository } from './reconcile/held-jobs.repository';
import { HeldRepository } from './reconcile/held.repository';
import { RatePreviewRepository } from './usage/rate-preview.repository';
import { JobRepository } from './sessions/job.repository';
import { QuarantineRepository } from './stream/quarantine.repository';
import { RateRepository } from './usage/rate.repository';
import { ReconcileRepository } from './reconcile/reconcile.repository';
import { RejectedDeliveryRepository } from './stream/rejected-delivery.repository';
import { RejectionRepository } from './stream/rejection.repository';
import { RollupRepository } from './usage/rollup.repository';
import { TenantRepository } from './usage/tenant.repository';
import { SessionRepository } from './sessions/session.repository';
import { PAGE_DATA_SOURCE, PageReader, SLOW_DATA_SOURCE, SlowReader } from './stream/slow-reader';
import { StreamRepository } from './stream/stream.repository';
import { ErasureRepository } from './retention/erasure.repository';
import { RetentionRepository } from './retention/retention.repository';
import { SessionDeletionRepository } from './retention/session-deletion.repository';
import { UsageRepository } from './usage/usage.repository';

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
  HeldJobsRepository,
  RatePreviewRepository,
  RateRepository,
  ReconcileRepository,
  RejectionRepository,
  JobRepository,
  QuarantineRepository,
  RejectedDeliveryRepository,
  RetentionRepository,
  SessionDeletionRepository,
  RollupRepository,
  TenantRepository,
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
    { provide: INGEST_DATA_SOURCE, inject: [OPEN_DATABASE], useFactory: (database: OpenDatabase) => database.ingest },
    { provide: PAGE_DATA_SOURCE, inject: [OPEN_DATABASE], useFactory: (database: OpenDatabase) => database.pages },
    { provide: SLOW_DATA_SOURCE, inject: [OPEN_DATABASE], useFactory: (database: OpenDatabase) => database.slow },
    DatabaseCloser,
    SlowReader,
    PageReader,
    StatsReader,
    HourReader,
    BusiestReader,
    HealthReader,
    ...REPOSITORIES,
  ],
  exports: REPOSITORIES,
})
export class StoreModule {}
