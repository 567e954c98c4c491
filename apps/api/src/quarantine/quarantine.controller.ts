import {
  type QuarantineList,
  quarantineQuery,
  type QuarantineQuery,
  type QuarantineRetry,
  quarantineRetryRequest,
  type QuarantineRetryRequest,
} from '@livekit-dashboard/contracts';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ProblemException } from '../http/problem';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { IngestUnavailable } from '../ingest/ingest-unavailable';
import { withServerTime } from '../http/with-server-time';
import { QuarantineRepository } from '../store/stream/quarantine.repository';
import { QuarantineService } from './quarantine.service';

@Controller('api/v1/quarantine')
export class QuarantineController {
  constructor(
    private readonly store: QuarantineRepository,
    private readonly quarantine: QuarantineService,
  ) {}

  @Get()
  list(@Query(new ZodValidationPipe(quarantineQuery)) query: QuarantineQuery): Promise<QuarantineList> {
    return withServerTime(this.store.list(query));
  }

  @Post('retry')
  @HttpCode(200)
  retry(
    @Body(new ZodValidationPipe(quarantineRetryRequest)) request: QuarantineRetryRequest,
  ): Promise<QuarantineRetry> {
    return this.quarantine.retry(request).catch(asProblem);
  }
}

function asProblem(error: unknown): never {
  if (!(error instanceof IngestUnavailable)) throw error;
  throw new ProblemException(
    503,
    'Events cannot be stored now. Try again: those that were stored are not stored twice.',
  );
}
