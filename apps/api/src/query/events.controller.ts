import { type EventList, eventsQuery, type EventsQuery } from '@livekit-dashboard/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { WhileAsked } from '../http/while-asked';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { EventRepository } from '../store/repositories/event.repository';
import { answer } from './answer';

@Controller('api/v1/events')
export class EventsController {
  constructor(private readonly events: EventRepository) {}

  @Get()
  list(
    @Query(new ZodValidationPipe(eventsQuery)) query: EventsQuery,
    @WhileAsked() signal: AbortSignal,
  ): Promise<EventList> {
    return answer(() => this.events.list(query, signal));
  }
}
