/** Usage by day, computed from what ingest stored. */
import { Module } from '@nestjs/common';
import { RollupService } from './rollup.service';
import { RollupTimes } from './rollup-times';
import { TenantService } from './tenant.service';

@Module({ providers: [RollupTimes, RollupService, TenantService] })
export class RollupModule {}
