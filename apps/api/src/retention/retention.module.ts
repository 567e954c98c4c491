/**
 * Keeps no longer than it should: raw events and sessions by their age, one person's data when it is asked for. Both go on beside
 * ingest in small steps, and are told to subscribers like any other change.
 */
import { Module } from '@nestjs/common';
import { PublishModule } from '../publish/publish.module';
import { ErasureService } from './erasure.service';
import { ErasuresController } from './erasures.controller';
import { RetentionController } from './retention.controller';
import { RetentionRun } from './retention-run';
import { RetentionService } from './retention.service';
import { RetentionTimes } from './retention-times';

@Module({
  imports: [PublishModule],
  controllers: [RetentionController, ErasuresController],
  providers: [RetentionTimes, RetentionRun, RetentionService, ErasureService],
})
export class RetentionModule {}
