import {
  type EventDetail,
  eventQuery,
  type EventQuery,
  eventsQuery,
  type EventsQuery,
} from '@livekit-dashboard/contracts';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ProblemException } from '../http/problem';
import { UntilClosed } from '../http/until-closed';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { AmbiguousEventError, EventRepository } from '../store/stream/event.repository';
import { withServerTime } from '../http/with-server-time';
import { eventListJson, JSON_TYPE } from './event-list';
import { withInstants } from './named-range';

@Controller('api/v1/events')
export class EventsController {
  constructor(private readonly events: EventRepository) {}

  @Get()
  @Header(...JSON_TYPE)
  list(
    @Query(new ZodValidationPipe(eventsQuery)) query: EventsQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<string> {
    return eventListJson(this.events.list(withInstants(query, Date.now()), signal));
  }

  @Get(':id')
  async one(
    @Param('id') id: string,
    @Query(new ZodValidationPipe(eventQuery)) { source }: EventQuery,
  ): Promise<EventDetail> {
    const detail = await this.events.one(id, source).catch((error: unknown) => asProblem(error, id));
    if (!detail) throw new ProblemException(404, `There is no event ${id}.`);
    return withServerTime(detail);
  }
}

function asProblem(error: unknown, id: string): never {
  if (!(error instanceof AmbiguousEventError)) throw error;
  throw new ProblemException(
    300,
    `Several servers sent an event with this id. Name one with source: ${error.sources.join(', ')}.`,
    {
      choices: error.sources.map((source) => ({
        source,
        id,
        href: `/api/v1/events/${encodeURIComponent(id)}?source=${encodeURIComponent(source)}`,
      })),
    },
  );
}
