/** `/api/health` for load balancers, `/api/metrics` for Prometheus. */
import { Module } from '@nestjs/common';
import { FeedReader } from '../publish/feed-reader';
import { PublishModule } from '../publish/publish.module';
import { BatchRepository } from '../store/batch/batch.repository';
import { StreamRepository } from '../store/stream/stream.repository';
import { feedDelivers, isMigrated, recently } from './checks';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';
import { Readiness } from './readiness';

@Module({
  imports: [PublishModule],
  controllers: [HealthController, MetricsController],
  providers: [
    {
      provide: Readiness,
      inject: [StreamRepository, BatchRepository, FeedReader],
      useFactory: (stream: StreamRepository, batches: BatchRepository, feed: FeedReader) =>
        new Readiness({
          database: () => stream.head(),
          migrations: isMigrated(stream),
          writes: recently(() => batches.probe()),
          feed: feedDelivers(stream, feed),
        }),
    },
  ],
})
export class HealthModule {}
