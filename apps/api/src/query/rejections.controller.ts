import { type RejectionList, rejectionsQuery, type RejectionsQuery } from '@livekit-dashboard/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { UntilClosed } from '../http/until-closed';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { RejectedDeliveryRepository } from '../store/stream/rejected-delivery.repository';
import { withServerTime } from '../http/with-server-time';
import { withInstants } from './named-range';

@Controller('api/v1/rejections')
export class RejectionsController {
  constructor(private readonly rejections: RejectedDeliveryRepository) {}

  @Get()
  list(
    @Query(new ZodValidationPipe(rejectionsQuery)) query: RejectionsQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<RejectionList> {
    return withServerTime(this.rejections.list(withInstants(query, Date.now()), signal));
  }
}
