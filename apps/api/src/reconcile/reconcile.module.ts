/**
 * Compares what is stored with what LiveKit's own API lists, and feeds the difference into ingest as synthetic events; where LiveKit
 * does not answer, silence ends a session.
 */
import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module';
import { ReconcileService } from './reconcile.service';
import { ReconcileTimes } from './reconcile-times';
import { Reconciler } from './reconciler';
import { SilenceService } from './silence.service';
import { SteadyClock } from './steady-clock';

@Module({
  imports: [IngestModule],
  providers: [ReconcileTimes, SteadyClock, Reconciler, ReconcileService, SilenceService],
})
export class ReconcileModule {}
