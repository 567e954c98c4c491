import {
  type RatePreview,
  ratePreviewQuery,
  type RatePreviewQuery,
  rates,
  type Rates,
  type RatesReply,
} from '@livekit-dashboard/contracts';
import { dayOf, ratesHistory } from '@livekit-dashboard/domain';
import { Body, Controller, Get, HttpCode, Post, Put, Query, UseGuards } from '@nestjs/common';
import { SameOriginGuard } from '../http/same-origin.guard';
import { WhileAsked } from '../http/while-asked';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { answer, orUnavailable } from '../query/answer';
import { RatePreviewRepository } from '../store/repositories/rate-preview.repository';
import { RateRepository } from '../store/repositories/rate.repository';
import { lastMonth } from './last-month';

@Controller('api/v1/rates')
export class RatesController {
  constructor(
    private readonly store: RateRepository,
    private readonly previews: RatePreviewRepository,
  ) {}

  @Get()
  rates(): Promise<RatesReply> {
    return orUnavailable(async () => ratesHistory(await this.store.saved(), dayOf(Date.now())));
  }

  /** Nobody is named: there are no accounts. */
  @Put()
  @UseGuards(SameOriginGuard)
  async save(@Body(new ZodValidationPipe(rates)) plan: Rates): Promise<RatesReply> {
    await orUnavailable(() => this.store.save(plan, null));
    return this.rates();
  }

  @Post('preview')
  @HttpCode(200)
  @UseGuards(SameOriginGuard)
  preview(
    @Body(new ZodValidationPipe(rates)) plan: Rates,
    @Query(new ZodValidationPipe(ratePreviewQuery)) { month }: RatePreviewQuery,
    @WhileAsked() signal: AbortSignal,
  ): Promise<RatePreview> {
    const nowMs = Date.now();
    return answer(() => this.previews.preview(plan, month ?? lastMonth(nowMs), nowMs, signal));
  }
}
