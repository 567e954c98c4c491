/** Makes events durable: bounded queue, group commit, then publishing. `IngestService` states the invariants. */
import { Module } from '@nestjs/common';
import { PublishModule } from '../publish/publish.module';
import { IngestService } from './ingest.service';

@Module({ imports: [PublishModule], providers: [IngestService], exports: [IngestService] })
export class IngestModule {}
