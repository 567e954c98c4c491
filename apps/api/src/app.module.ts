import { Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module';
import { WebhookModule } from './webhook/webhook.module';
import { ReconcileModule } from './reconcile/reconcile.module';
import { IngestModule } from './ingest/ingest.module';
import { StoreModule } from './store/store.module';
import { RollupModule } from './rollup/rollup.module';
import { PublishModule } from './publish/publish.module';
import { GatewayModule } from './gateway/gateway.module';
import { QueryModule } from './query/query.module';
import { SettingsModule } from './settings/settings.module';
import { RetentionModule } from './retention/retention.module';
import { HealthModule } from './health/health.module';

/** The map: modules in the order in which an event flows through them. */
@Module({
  imports: [
    ConfigModule,
    WebhookModule,
    ReconcileModule,
    IngestModule,
    StoreModule,
    RollupModule,
    PublishModule,
    GatewayModule,
    QueryModule,
    SettingsModule,
    RetentionModule,
    HealthModule,
  ],
})
export class AppModule {}
