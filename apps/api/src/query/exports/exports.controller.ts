import {
  eventsExportQuery,
  type EventsExportQuery,
  exportParams,
  type ExportParams,
  participantsExportQuery,
  sessionsExportQuery,
  type SessionsExportQuery,
  usageExportQuery,
  type UsageExportQuery,
} from '@livekit-dashboard/contracts';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { WhileAsked } from '../../http/while-asked';
import { ZodValidationPipe } from '../../http/zod-validation.pipe';
import { ExportRepository } from '../../store/exports/export.repository';
import { EVENT_COLUMNS, PARTICIPANT_COLUMNS, SESSION_COLUMNS, USAGE_COLUMNS } from './columns';
import { fileName } from './file-name';
import { sendFile } from './send-file';

const FORMAT = new ZodValidationPipe(exportParams);

/** Files, streamed as fast as they are taken. A row is as of when its page was read. */
@Controller('api/v1/exports')
export class ExportsController {
  constructor(private readonly exports: ExportRepository) {}

  @Get('sessions.:format')
  sessions(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(sessionsExportQuery)) query: SessionsExportQuery,
    @WhileAsked() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = fileName('sessions', format, query, Date.now());
    const pages = this.exports.sessions(query, signal);
    return sendFile({ title: 'Sessions', columns: SESSION_COLUMNS, pages }, { format, name, signal }, reply);
  }

  @Get('participants.:format')
  participants(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(participantsExportQuery)) query: SessionsExportQuery,
    @WhileAsked() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = fileName('participants', format, query, Date.now());
    const pages = this.exports.participants(query, signal);
    return sendFile({ title: 'Participants', columns: PARTICIPANT_COLUMNS, pages }, { format, name, signal }, reply);
  }

  @Get('usage.:format')
  usage(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(usageExportQuery)) query: UsageExportQuery,
    @WhileAsked() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const nowMs = Date.now();
    const name = fileName(`usage-by-${query.groupBy}`, format, query, nowMs);
    const pages = this.exports.usage(query, nowMs, signal);
    return sendFile({ title: 'Usage', columns: USAGE_COLUMNS, pages }, { format, name, signal }, reply);
  }

  @Get('events.:format')
  events(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(eventsExportQuery)) query: EventsExportQuery,
    @WhileAsked() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = fileName('events', format, query, Date.now());
    const pages = this.exports.events(query, signal);
    return sendFile({ title: 'Events', columns: EVENT_COLUMNS, pages }, { format, name, signal }, reply);
  }
}
