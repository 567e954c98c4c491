/** Events that could not be stored: their list, and their retry after an upgrade. */
import { Module } from '@nestjs/common';
import { IngestModule } from '../ingest/ingest.module';
import { QuarantineController } from './quarantine.controller';
import { QuarantineService } from './quarantine.service';

@Module({ imports: [IngestModule], controllers: [QuarantineController], providers: [QuarantineService] })
export class QuarantineModule {}
