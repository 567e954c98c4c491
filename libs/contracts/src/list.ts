/** What the queries and replies of all lists have in common. */
import { z } from 'zod';
import { count, epoch, instant, offset, text } from './values';

/** `total` is exact up to this, and the text `"10000+"` above. */
export const TOTAL_LIMIT = 10_000;
export const PAGE_LIMIT = { max: 500, default: 100 } as const;

const total = z.union([count, z.literal(`${TOTAL_LIMIT}+`)]);
export const asOf = { epoch, offset, serverTime: instant };

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: text.nullable(), total, ...asOf });

export const page = {
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT.max).default(PAGE_LIMIT.default),
  cursor: z.string().max(2048).optional().describe('`nextCursor` of the page before.'),
};
export const filter = z.string().min(1).max(512).optional();
export const range = {
  from: z.iso.datetime({ offset: true }).optional().describe('Start of the range, included.'),
  to: z.iso.datetime({ offset: true }).optional().describe('End of the range, excluded.'),
};
