/** What use costs under the rates saved. Amounts are decimal texts, exact where a decimal can be, else half-even at 12 digits. */
import { z } from 'zod';
import { NOT_MEASURED } from './dimensions';
import { dimension, utcDay } from './rates';
import { asOf, page } from './list';
import { dimensionMinutes, USAGE_GROUPS, usageFilters } from './usage';
import { instant, text } from './values';

const midnight = z
  .union([utcDay, z.string().regex(/^\d{4}-\d\d-\d\dT00:00(:00(\.0{1,9})?)?Z$/)], {
    error: 'a UTC day, YYYY-MM-DD, or its midnight',
  })
  .transform((value) => value.slice(0, 10))
  .pipe(utcDay);

/** Whole UTC days `[from, to)`. `groupBy` asks for parts; the filters narrow the parts alone. */
export const costsQuery = z.strictObject({
  from: midnight.optional().describe('First UTC day.'),
  to: midnight.optional().describe('The UTC day after the last one.'),
  groupBy: z.enum(USAGE_GROUPS).optional(),
  ...usageFilters,
  limit: page.limit,
  cursor: page.cursor,
});

const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
const minuteCount = z.number().min(0);

/** A dimension at one price: `amount` = `billable * price`. A dimension whose price changed within the range has several lines. */
export const costLine = z.object({
  dimension,
  minutes: minuteCount,
  included: minuteCount.describe('Of them, those in the monthly fee.'),
  billable: minuteCount,
  estimated: minuteCount.describe('Of `minutes`, those of a use whose end is estimated.'),
  price: amount.nullable().describe('Per minute. Null: no plan in force told one, so nobody knows what it cost.'),
  amount: amount.nullable(),
});

export const costDay = z.object({
  day: utcDay,
  minutes: dimensionMinutes,
  monthlyFee: amount.nullable().describe('Whole on the first day of a month, else 0.'),
  amount: amount.nullable().describe('With the fee.'),
});

/** A room, an identity, ... at list price: as if nothing were included. */
export const costPart = z.object({ key: text.nullable(), minutes: dimensionMinutes, amount });

export const costParts = z.object({
  groupBy: z.enum(USAGE_GROUPS),
  items: z.array(costPart),
  nextCursor: text.nullable(),
  listPrice: amount.describe('All parts, also those that are not on this page.'),
  included: amount.describe(
    'What is included, at list price: negative or 0. `listPrice + included + monthlyFee = total`.',
  ),
});

export const costs = z.object({
  from: instant,
  to: instant,
  currency: text.nullable().describe('Null: no rates in the range. What was used under another currency has no price.'),
  lines: z.array(costLine),
  monthlyFee: amount
    .nullable()
    .describe('Of each UTC month whose first day is in the range, whole: it is due on that day.'),
  total: amount.nullable(),
  estimatedMinutes: minuteCount.describe('Of the minutes of all lines, those of a use whose end is estimated.'),
  notMeasured: z.array(z.enum(NOT_MEASURED)).describe('What LiveKit charges for and webhooks do not tell.'),
  days: z.array(costDay),
  monthToDate: amount.nullable().describe('The UTC month of now so far, with its fee.'),
  forecast: amount
    .nullable()
    .describe('That month if use goes on at its pace so far. Null on its first day, and without rates.'),
  parts: costParts.nullable().describe('If `groupBy` was asked for.'),
  ...asOf,
});

export type CostsQuery = z.infer<typeof costsQuery>;
export type CostLine = z.infer<typeof costLine>;
export type CostDay = z.infer<typeof costDay>;
export type CostPart = z.infer<typeof costPart>;
export type CostParts = z.infer<typeof costParts>;
export type Costs = z.infer<typeof costs>;
