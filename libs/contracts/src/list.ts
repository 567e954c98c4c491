/** Properties that the queries and replies of all lists have. */
import { z } from 'zod';
import { RANGES } from './ranges';
import { count, epoch, instant, offset, text } from './values';

/** `total` is exact up to this, and the text `"10000+"` above. */
export const TOTAL_LIMIT = 10_000;
export const PAGE_LIMIT = { max: 500, default: 100 } as const;

const total = z.union([count, z.literal(`${TOTAL_LIMIT}+`)]);
export const asOf = {
  epoch: epoch.describe('UUID of the database. Offsets of two epochs cannot be compared.'),
  offset: offset.describe(
    'Offset of the last event that the reply includes: subscribe with `since` to follow from there.',
  ),
  serverTime: instant.describe('When the server made the reply.'),
};
export const nextCursor = text.nullable().describe('`cursor` of the next page. Null: this is the last one.');

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item).describe('The rows of this page.'),
    nextCursor,
    total: total.describe(`Number of rows on all pages, exact up to ${TOTAL_LIMIT}.`),
    ...asOf,
  });

export const page = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(PAGE_LIMIT.max)
    .default(PAGE_LIMIT.default)
    .describe('Max number of rows per page.'),
  cursor: z.string().max(8192).optional().describe('`nextCursor` of the page before.'),
};
/** Names have no length limit of their own: this much fits into a URL. */
export const filter = z.string().min(1).max(4096).optional();
export const source = filter.describe('Name of the LiveKit server: only what it sent. Left out: all servers.');

/** Offsets such as `+02:00` are not zones: they have no summer time. */
const isZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** The time zone of calendar days. */
export const zone = z.string().max(64).refine(isZone, 'an IANA time zone, such as Europe/Berlin');

export const rangeByName = z
  .enum(RANGES)
  .optional()
  .describe('A range by name, in the days of `tz`, instead of `from` and `to`. It moves with the time of the request.');

export const range = {
  from: z.iso.datetime({ offset: true }).optional().describe('Start of the range, included.'),
  to: z.iso.datetime({ offset: true }).optional().describe('End of the range, excluded.'),
  range: rangeByName,
  tz: zone.optional().describe('Time zone of `range`, and of the days of `buckets`. Default: UTC.'),
};
