import {
  type EventList,
  type SessionDetail,
  sessionDetailQuery,
  type SessionDetailQuery,
  sessionEventsQuery,
  type EventsQuery,
  type SessionList,
  sessionsQuery,
  type SessionsQuery,
} from '@livekit-dashboard/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ProblemException } from '../http/problem';
import { WhileAsked } from '../http/while-asked';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { EventRepository } from '../store/repositories/event.repository';
import { SessionRepository } from '../store/repositories/session.repository';
import { answer } from './answer';

@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly events: EventRepository,
  ) {}

  @Get()
  list(
    @Query(new ZodValidationPipe(sessionsQuery)) query: SessionsQuery,
    @WhileAsked() signal: AbortSignal,
  ): Promise<SessionList> {
    return answer(() => this.sessions.list(query, signal));
  }

  @Get(':sid')
  detail(
    @Param('sid') sid: string,
    @Query(new ZodValidationPipe(sessionDetailQuery)) query: SessionDetailQuery,
  ): Promise<SessionDetail> {
    return answer(async () => {
      const detail = await this.sessions.detail(sid, query);
      if (!detail) throw new ProblemException(404, `There is no session ${sid}.`);
      return detail;
    });
  }

  @Get(':sid/events')
  eventsOf(
    @Param('sid') sid: string,
    @Query(new ZodValidationPipe(sessionEventsQuery)) query: Omit<EventsQuery, 'session'>,
    @WhileAsked() signal: AbortSignal,
  ): Promise<EventList> {
    return answer(() => this.events.list({ ...query, session: sid }, signal));
  }
}
