import { type AgentList, agentsQuery, type AgentsQuery } from '@livekit-dashboard/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { UntilClosed } from '../http/until-closed';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { AgentRepository } from '../store/sessions/agent.repository';
import { withServerTime } from '../http/with-server-time';
import { withInstants } from './named-range';

@Controller('api/v1/agents')
export class AgentsController {
  constructor(private readonly agents: AgentRepository) {}

  @Get()
  list(
    @Query(new ZodValidationPipe(agentsQuery)) query: AgentsQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<AgentList> {
    return withServerTime(this.agents.list(withInstants(query, Date.now()), signal));
  }
}
