import {
  type RatePreview,
  ratePreviewQuery,
  type RatePreviewQuery,
  rates,
  type Rates,
  type RatesReply,
} from '@livekit-dashboard/contracts';
import { dayOf, ratesHistory } from '@livekit-dashboard/domain';
import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { UntilClosed } from '../http/until-closed';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { withServerTime } from '../http/with-server-time';
import { RatePreviewRepository } from '../store/usage/rate-preview.repository';
import { RateRepository } from '../store/usage/rate.repository';
import { lastMonth } from './last-month';

@Controller('api/v1/rates')
export class RatesController {
  constructor(
    private readonly store: RateRepository,
    private readonly previews: RatePreviewRepository,
  ) {}

  @Get()
  async rates(): Promise<RatesReply> {
    return ratesHistory(await this.store.saved(), dayOf(Date.now()));
  }

  /** `savedBy` is null, since there are no accounts. */
  @Put()
  async save(@Body(new ZodValidationPipe(rates)) plan: Rates): Promise<RatesReply> {
    await this.store.save(plan, null);
    return this.rates();
  }

  @Post('preview')
  @HttpCode(200)
  preview(
    @Body(new ZodValidationPipe(rates)) plan: Rates,
    @Query(new ZodValidationPipe(ratePreviewQuery)) { month }: RatePreviewQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<RatePreview> {
    const nowMs = Date.now();
    return withServerTime(this.previews.preview(plan, month ?? lastMonth(nowMs), nowMs, signal));
  }
}
