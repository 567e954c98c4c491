import {
  costsExportQuery,
  type CostsExportQuery,
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
import { dayOf, monthStart } from '@livekit-dashboard/domain';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { UntilClosed } from '../../http/until-closed';
import { ZodValidationPipe } from '../../http/zod-validation.pipe';
import { ExportRepository } from '../../store/exports/export.repository';
import { eventJson } from '../../store/entities/stored-event';
import { costDays, withInstants } from '../named-range';
import { costColumns, EVENT_COLUMNS, PARTICIPANT_COLUMNS, SESSION_COLUMNS, usageColumns } from './columns';
import { fileName } from './file-name';
import { sendFile } from './send-file';

const FORMAT = new ZodValidationPipe(exportParams);

/** Files, streamed as fast as the client reads them. A row has the values of the time at which its page was read. */
@Controller('api/v1/exports')
export class ExportsController {
  constructor(private readonly exports: ExportRepository) {}

  @Get('sessions.:format')
  sessions(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(sessionsExportQuery)) asked: SessionsExportQuery,
    @UntilClosed() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const nowMs = Date.now();
    const query = withInstants(asked, nowMs);
    const name = fileName('sessions', format, query, nowMs);
    const pages = this.exports.sessions(query, signal);
    return sendFile({ title: 'Sessions', columns: SESSION_COLUMNS, pages }, { format, name, signal }, reply);
  }

  @Get('participants.:format')
  participants(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(participantsExportQuery)) asked: SessionsExportQuery,
    @UntilClosed() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const nowMs = Date.now();
    const query = withInstants(asked, nowMs);
    const name = fileName('participants', format, query, nowMs);
    const pages = this.exports.participants(query, signal);
    return sendFile({ title: 'Participants', columns: PARTICIPANT_COLUMNS, pages }, { format, name, signal }, reply);
  }

  @Get('usage.:format')
  usage(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(usageExportQuery)) asked: UsageExportQuery,
    @UntilClosed() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const nowMs = Date.now();
    const query = withInstants(asked, nowMs);
    const name = fileName(`usage-by-${query.groupBy}`, format, query, nowMs);
    const pages = this.exports.usage(query, nowMs, signal);
    return sendFile({ title: 'Usage', columns: usageColumns(query.groupBy), pages }, { format, name, signal }, reply);
  }

  @Get('costs.:format')
  costs(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(costsExportQuery)) asked: CostsExportQuery,
    @UntilClosed() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const nowMs = Date.now();
    const { groupBy = 'room', ...rest } = costDays(asked, nowMs);
    const days = { from: rest.from ?? monthStart(dayOf(nowMs)), to: rest.to };
    const name = fileName(`costs-by-${groupBy}`, format, days, nowMs);
    const pages = this.exports.costs({ ...rest, groupBy }, nowMs, signal);
    return sendFile({ title: 'Costs', columns: costColumns(groupBy), pages }, { format, name, signal }, reply);
  }

  @Get('events.:format')
  events(
    @Param(FORMAT) { format }: ExportParams,
    @Query(new ZodValidationPipe(eventsExportQuery)) asked: EventsExportQuery,
    @UntilClosed() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const nowMs = Date.now();
    const query = withInstants(asked, nowMs);
    const name = fileName('events', format, query, nowMs);
    const pages = this.exports.events(query, signal);
    return sendFile(
      { title: 'Events', columns: EVENT_COLUMNS, pages, textOf: eventJson },
      { format, name, signal },
      reply,
    );
  }
}
