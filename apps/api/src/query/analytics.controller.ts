import {
  type Analytics,
  analyticsQuery,
  type AnalyticsQuery,
  type Costs,
  costsQuery,
  type CostsQuery,
  type UsageList,
  usageQuery,
  type UsageQuery,
} from '@livekit-dashboard/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { UntilClosed } from '../http/until-closed';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { CostRepository } from '../store/usage/cost.repository';
import { UsageRepository } from '../store/usage/usage.repository';
import { withServerTime } from '../http/with-server-time';
import { costDays, withInstants } from './named-range';

@Controller('api/v1')
export class AnalyticsController {
  constructor(
    private readonly usage: UsageRepository,
    private readonly cost: CostRepository,
  ) {}

  @Get('analytics')
  analytics(
    @Query(new ZodValidationPipe(analyticsQuery)) query: AnalyticsQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<Analytics> {
    const nowMs = Date.now();
    return withServerTime(this.usage.analytics(withInstants(query, nowMs), nowMs, signal));
  }

  @Get('usage')
  list(
    @Query(new ZodValidationPipe(usageQuery)) query: UsageQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<UsageList> {
    const nowMs = Date.now();
    return withServerTime(this.usage.list(withInstants(query, nowMs), nowMs, signal));
  }

  @Get('costs')
  costs(
    @Query(new ZodValidationPipe(costsQuery)) query: CostsQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<Costs> {
    const nowMs = Date.now();
    return withServerTime(this.cost.costs(costDays(query, nowMs), nowMs, signal));
  }
}
