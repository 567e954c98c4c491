/** Files of all that a list or a page shows: the same filters, every row, no paging. */
import { z } from 'zod';
import { eventsQuery, sessionsQuery } from './rest';
import { usageQuery } from './usage';

/** `csv`: UTF-8 with a byte order mark, for spreadsheets too. `json`: an array of the contract's objects. `xlsx`: Excel's own, with types. */
export const EXPORT_FORMATS = ['csv', 'json', 'xlsx'] as const;

export const exportParams = z.strictObject({ format: z.enum(EXPORT_FORMATS) });

const paging = { limit: true, cursor: true } as const;

export const sessionsExportQuery = sessionsQuery.omit(paging);
/** Everybody who was in the sessions that match, in the order of the sessions. */
export const participantsExportQuery = sessionsExportQuery;
export const usageExportQuery = usageQuery.omit(paging);
export const eventsExportQuery = eventsQuery.omit(paging);

export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export type ExportParams = z.infer<typeof exportParams>;
export type SessionsExportQuery = z.infer<typeof sessionsExportQuery>;
export type UsageExportQuery = z.infer<typeof usageExportQuery>;
export type EventsExportQuery = z.infer<typeof eventsExportQuery>;
