/** REST, `/api/v1`: queries of what is stored. It only reads, and depends on no stage but the store. */
import { Module } from '@nestjs/common';
import { AgentsController } from './agents.controller';
import { AnalyticsController } from './analytics.controller';
import { EventsController } from './events.controller';
import { ExportsController } from './exports/exports.controller';
import { JobsController } from './jobs.controller';
import { RejectionsController } from './rejections.controller';
import { SessionsController } from './sessions.controller';

@Module({
  controllers: [
    SessionsController,
    AgentsController,
    EventsController,
    RejectionsController,
    JobsController,
    AnalyticsController,
    ExportsController,
  ],
})
export class QueryModule {}
