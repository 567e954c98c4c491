import { Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module';
import { HttpModule } from './http/http.module';
import { WebhookModule } from './webhook/webhook.module';
import { ReconcileModule } from './reconcile/reconcile.module';
import { IngestModule } from './ingest/ingest.module';
import { StoreModule } from './store/store.module';
import { RollupModule } from './rollup/rollup.module';
import { PublishModule } from './publish/publish.module';
import { GatewayModule } from './gateway/gateway.module';
import { QueryModule } from './query/query.module';
import { QuarantineModule } from './quarantine/quarantine.module';
import { SettingsModule } from './settings/settings.module';
import { RetentionModule } from './retention/retention.module';
import { HealthModule } from './health/health.module';

/** The map: modules in the order in which an event flows through them. */
@Module({
  imports: [
    ConfigModule,
    HttpModule,
    WebhookModule,
    ReconcileModule,
    IngestModule,
    StoreModule,
    RollupModule,
    PublishModule,
    GatewayModule,
    QueryModule,
    QuarantineModule,
    SettingsModule,
    RetentionModule,
    HealthModule,
  ],
})
export class AppModule {}
