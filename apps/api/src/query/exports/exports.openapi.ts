/** The parameters and the content of each file, for OpenAPI. */
import {
  costRow,
  costsExportQuery,
  eventsExportQuery,
  agent,
  EXPORT_FORMATS,
  listedSession,
  participantsExportQuery,
  sessionsExportQuery,
  storedEvent,
  usageExportQuery,
  usageItem,
} from '@livekit-dashboard/contracts';
import { z } from 'zod';
import { jsonSchemaOf } from '../json-schema';
import { CONTENT_TYPES } from './send-file';

export const EXPORTS = {
  '/api/v1/exports/sessions.{format}': {
    summary: 'Sessions, as a file',
    query: sessionsExportQuery,
    item: listedSession,
  },
  '/api/v1/exports/participants.{format}': {
    summary: 'Everybody who was in the sessions that match, as a file',
    query: participantsExportQuery,
    item: agent,
  },
  '/api/v1/exports/usage.{format}': {
    summary: 'What was used, as a file',
    query: usageExportQuery,
    item: usageItem,
  },
  '/api/v1/exports/costs.{format}': {
    summary: 'What it costs under the rates saved, as a file: parts at list price, then what closes them to the total',
    query: costsExportQuery,
    item: costRow,
  },
  '/api/v1/exports/events.{format}': {
    summary: 'Every stored event, as a file',
    query: eventsExportQuery,
    item: storedEvent,
  },
} as const;

/** A file in each of the formats. */
export const fileAnswer = (summary: string, item: z.ZodType): object => ({
  description: `${summary}. Streamed: each row is as of when it was read, and an answer that is cut off is not whole.`,
  content: Object.fromEntries(
    EXPORT_FORMATS.map((format) => [
      CONTENT_TYPES[format].replace(/;.*/, ''),
      { schema: format === 'json' ? jsonSchemaOf(z.array(item), 'output') : { type: 'string' } },
    ]),
  ),
});
