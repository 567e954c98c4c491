/** `/api/health` for load balancers, `/api/metrics` for Prometheus. */
import { Module } from '@nestjs/common';
import { FeedReader } from '../publish/feed-reader';
import { PublishModule } from '../publish/publish.module';
import { StreamRepository } from '../store/repositories/stream.repository';
import { feedDelivers, isMigrated } from './checks';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';
import { Readiness } from './readiness';

@Module({
  imports: [PublishModule],
  controllers: [HealthController, MetricsController],
  providers: [
    {
      provide: Readiness,
      inject: [StreamRepository, FeedReader],
      useFactory: (stream: StreamRepository, feed: FeedReader) =>
        new Readiness({
          database: () => stream.head(),
          migrations: isMigrated(stream),
          feed: feedDelivers(stream, feed),
        }),
    },
  ],
})
export class HealthModule {}
