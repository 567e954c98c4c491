/** Usage by the day, made of what ingest stored. */
import { Module } from '@nestjs/common';
import { RollupService } from './rollup.service';
import { RollupTimes } from './rollup-times';

@Module({ providers: [RollupTimes, RollupService] })
export class RollupModule {}
