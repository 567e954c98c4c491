import {
  type SessionDetail,
  sessionDetailQuery,
  type SessionDetailQuery,
  sessionEventsQuery,
  type EventsQuery,
  type SessionList,
  sessionsQuery,
  type SessionsQuery,
} from '@livekit-dashboard/contracts';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ProblemException } from '../http/problem';
import { UntilClosed } from '../http/until-closed';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { EventRepository } from '../store/stream/event.repository';
import { SessionRepository } from '../store/sessions/session.repository';
import { withServerTime } from '../http/with-server-time';
import { eventListJson, JSON_TYPE } from './event-list';
import { withInstants } from './named-range';

@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly events: EventRepository,
  ) {}

  @Get()
  list(
    @Query(new ZodValidationPipe(sessionsQuery)) query: SessionsQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<SessionList> {
    return withServerTime(this.sessions.list(withInstants(query, Date.now()), signal));
  }

  @Get(':sid')
  async detail(
    @Param('sid') sid: string,
    @Query(new ZodValidationPipe(sessionDetailQuery)) query: SessionDetailQuery,
    @UntilClosed() signal: AbortSignal,
  ): Promise<SessionDetail> {
    await this.checkOne(sid, query.source, '', signal);
    const detail = await this.sessions.detail(sid, query, signal);
    if (!detail) throw new ProblemException(404, `There is no session ${sid}.`);
    return withServerTime(detail);
  }

  @Get(':sid/events')
  @Header(...JSON_TYPE)
  async eventsOf(
    @Param('sid') sid: string,
    @Query(new ZodValidationPipe(sessionEventsQuery)) query: Omit<EventsQuery, 'session'>,
    @UntilClosed() signal: AbortSignal,
  ): Promise<string> {
    await this.checkOne(sid, query.source, '/events', signal);
    return eventListJson(this.events.list({ ...withInstants(query, Date.now()), session: sid }, signal));
  }

  /**
   * Answers 300 if the request names no server and several servers have the sid. `path`: the rest of the path after the
   * sid.
   */
  private async checkOne(sid: string, source: string | undefined, path: string, signal: AbortSignal): Promise<void> {
    if (source !== undefined) return;
    const sources = await this.sessions.sourcesOf(sid, signal);
    if (sources.length < 2) return;
    const at = `/api/v1/sessions/${encodeURIComponent(sid)}${path}`;
    throw new ProblemException(300, `${sources.length} servers have a session ${sid}. Name one with source=.`, {
      choices: sources.map((name) => ({ source: name, sid, href: `${at}?source=${encodeURIComponent(name)}` })),
    });
  }
}
