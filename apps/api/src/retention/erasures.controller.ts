import { type Erasure, erasureRequest, type ErasureRequest } from '@livekit-dashboard/contracts';
import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { SameOriginGuard } from '../http/same-origin.guard';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { ErasureService } from './erasure.service';
import { orUnavailable } from './or-unavailable';

/** The identity comes in the body: addresses end up in logs. */
@Controller('api/v1/erasures')
export class ErasuresController {
  constructor(private readonly erasures: ErasureService) {}

  @Post()
  @HttpCode(200)
  @UseGuards(SameOriginGuard)
  erase(@Body(new ZodValidationPipe(erasureRequest)) { identity }: ErasureRequest): Promise<Erasure> {
    return orUnavailable(this.erasures.erase(identity));
  }
}
