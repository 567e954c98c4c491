import {
  egressesQuery,
  type EgressesQuery,
  type EgressList,
  ingressesQuery,
  type IngressesQuery,
  type IngressList,
} from '@livekit-dashboard/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { UntilClosed } from '../http/until-closed';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { JobRepository } from '../store/sessions/job.repository';
import { withServerTime } from '../http/with-server-time';
import { withInstants } from './named-range';

/** Egresses and ingresses, also those of no room. */
@Controller('api/v1')
export class JobsController {
  constructor(private readonly jobs: JobRepository) {}

  @Get('egresses')
  egresses(
    @Query(new ZodValidationPipe(egressesQuery)) query: EgressesQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<EgressList> {
    return withServerTime(this.jobs.egresses(withInstants(query, Date.now()), signal));
  }

  @Get('ingresses')
  ingresses(
    @Query(new ZodValidationPipe(ingressesQuery)) query: IngressesQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<IngressList> {
    return withServerTime(this.jobs.ingresses(withInstants(query, Date.now()), signal));
  }
}
