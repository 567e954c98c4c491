import { type Erasure, erasureRequest, type ErasureRequest } from '@livekit-dashboard/contracts';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { ErasureService } from './erasure.service';

/** The identity is sent in the body, since URLs end up in logs. */
@Controller('api/v1/erasures')
export class ErasuresController {
  constructor(private readonly erasures: ErasureService) {}

  @Post()
  @HttpCode(200)
  erase(@Body(new ZodValidationPipe(erasureRequest)) { identity }: ErasureRequest): Promise<Erasure> {
    return this.erasures.erase(identity);
  }
}
