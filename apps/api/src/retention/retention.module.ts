/**
 * Deletes data when its time is over: raw events and sessions by their age, one person's data on request. Both run next
 * to ingest in small steps, and subscribers receive them like any other change. Invariants: ER1 to ER8
 * (docs/protocol.md).
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
