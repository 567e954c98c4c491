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
import { WhileAsked } from '../http/while-asked';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { CostRepository } from '../store/repositories/cost.repository';
import { UsageRepository } from '../store/repositories/usage.repository';
import { answer } from './answer';

@Controller('api/v1')
export class AnalyticsController {
  constructor(
    private readonly usage: UsageRepository,
    private readonly cost: CostRepository,
  ) {}

  @Get('analytics')
  analytics(
    @Query(new ZodValidationPipe(analyticsQuery)) query: AnalyticsQuery,
    @WhileAsked() signal: AbortSignal,
  ): Promise<Analytics> {
    return answer(() => this.usage.analytics(query, Date.now(), signal));
  }

  @Get('usage')
  list(
    @Query(new ZodValidationPipe(usageQuery)) query: UsageQuery,
    @WhileAsked() signal: AbortSignal,
  ): Promise<UsageList> {
    return answer(() => this.usage.list(query, Date.now(), signal));
  }

  @Get('costs')
  costs(
    @Query(new ZodValidationPipe(costsQuery)) query: CostsQuery,
    @WhileAsked() signal: AbortSignal,
  ): Promise<Costs> {
    return answer(() => this.cost.costs(query, Date.now(), signal));
  }
}
