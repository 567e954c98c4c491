/** Files with all rows of a list or a page: the same filters, no paging. */
import { z } from 'zod';
import { costsQuery } from './costs';
import { eventsQuery } from './event-list';
import { sessionsQuery } from './rest';
import { usageQuery } from './usage';

/** `csv`: UTF-8 with a byte order mark, for spreadsheets too. `json`: an array of the contract's objects. `xlsx`: Excel, with types. */
export const EXPORT_FORMATS = ['csv', 'json', 'xlsx'] as const;

/** Path parameters of the exports. */
export const exportParams = z.strictObject({
  format: z.enum(EXPORT_FORMATS).describe('File format, as the extension of the path.'),
});

const paging = { limit: true, cursor: true } as const;

/** Query of the export of sessions: that of `GET sessions` without paging. */
export const sessionsExportQuery = sessionsQuery.omit(paging);
/** All participants of the sessions that match, in the order of the sessions. */
export const participantsExportQuery = sessionsExportQuery;
/** Query of the export of usage: that of `GET usage` without paging. */
export const usageExportQuery = usageQuery.omit(paging);
/** Query of the export of costs. Its rows: parts at list price (by room unless `groupBy` is given), then those that add up to the total. */
export const costsExportQuery = costsQuery.omit({ ...paging, compare: true });
/** Query of the export of events: that of `GET events` without paging and counts. */
export const eventsExportQuery = eventsQuery.omit({ ...paging, facets: true, buckets: true });

export type ExportFormat = (typeof EXPORT_FORMATS)[number];
