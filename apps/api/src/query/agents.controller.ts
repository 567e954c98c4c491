import { type AgentList, agentsQuery, type AgentsQuery } from '@livekit-dashboard/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { AgentRepository } from '../store/repositories/agent.repository';
import { answer } from './answer';

@Controller('api/v1/agents')
export class AgentsController {
  constructor(private readonly agents: AgentRepository) {}

  @Get()
  list(@Query(new ZodValidationPipe(agentsQuery)) query: AgentsQuery): Promise<AgentList> {
    return answer(() => this.agents.list(query));
  }
}
