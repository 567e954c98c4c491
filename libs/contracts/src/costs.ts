/** Costs of usage under the saved rates. Amounts are decimal texts: exact where a decimal can be, else rounded half-even at 12 digits. */
import { z } from 'zod';
import { NOT_MEASURED } from './dimensions';
import { dimension, utcDay } from './rates';
import { asOf, nextCursor, page, rangeByName, zone } from './list';
import { dimensionMinutes, COST_GROUPS, partSource, usageFilters } from './usage';
import { instant, text } from './values';

const midnight = z
  .union([utcDay, z.string().regex(/^\d{4}-\d\d-\d\dT00:00(:00(\.0{1,9})?)?Z$/)], {
    error: 'a UTC day, YYYY-MM-DD, or its midnight',
  })
  .transform((value) => value.slice(0, 10))
  .pipe(utcDay);

const compare = z.literal('previous').optional().describe('`previous`: adds the period before, in `previous`.');

/**
 * Query of `GET costs`: whole UTC days `[from, to)`; this month by default, or the days of `session` where one is given. `groupBy` adds
 * parts. Filters apply to the whole reply, which is then at list price.
 */
export const costsQuery = z.strictObject({
  from: midnight.optional().describe('First UTC day.'),
  to: midnight.optional().describe('The UTC day after the last one.'),
  range: rangeByName.describe(
    'A range by name instead of `from` and `to`: the UTC days with the dates it has in `tz`.',
  ),
  tz: zone.optional().describe('Time zone of `range`. Default: UTC.'),
  compare,
  groupBy: z.enum(COST_GROUPS).optional().describe('Adds `parts`, one for each.'),
  ...usageFilters,
  limit: page.limit,
  cursor: page.cursor,
});

const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
const minuteCount = z.number().min(0);

/** A dimension at one price: `amount` = `billable * price`. A dimension whose price changed within the range has several lines. */
export const costLine = z.object({
  dimension: dimension.describe('What was used.'),
  minutes: minuteCount.describe('Minutes of `units * increment`.'),
  included: minuteCount.nullable().describe('The part of `minutes` that the monthly fee covers. Null under filters.'),
  billable: minuteCount.describe('The part of `minutes` that is priced: `minutes - included`.'),
  estimated: minuteCount.describe('The part of `minutes` of usage whose end is estimated.'),
  price: amount.nullable().describe('Price per minute. Null: no plan in force has one, so the cost is not known.'),
  amount: amount.nullable().describe('`billable * price`. Null: no price.'),
});

/** The costs of one UTC day. */
export const costDay = z.object({
  day: utcDay.describe('UTC day, `YYYY-MM-DD`.'),
  minutes: dimensionMinutes,
  monthlyFee: amount
    .nullable()
    .describe('Due whole on the first day of a month, else 0. Null under filters, and without rates.'),
  amount: amount.nullable().describe('Cost of the day, the fee included. Null: no price.'),
});

/** A room, an identity, ... at list price: as if nothing were included. */
export const costPart = z.object({
  key: text
    .nullable()
    .describe('Day (`YYYY-MM-DD`), room, identity, agent, session sid or tenant, by `groupBy`. Null: not known.'),
  source: partSource,
  minutes: dimensionMinutes,
  amount: amount.describe('At list price.'),
});

/** The costs by `groupBy`. */
export const costParts = z.object({
  groupBy: z.enum(COST_GROUPS).describe('What the parts are.'),
  items: z.array(costPart).describe('The parts of this page.'),
  nextCursor,
  listPrice: amount.describe('Sum of all parts, those on other pages too.'),
  included: amount
    .nullable()
    .describe(
      'The included minutes at list price: negative or 0. `listPrice + included + monthlyFee = total`. Null under filters: `listPrice = total`.',
    ),
});

/** Costs of a range of UTC days. */
export const costs = z.object({
  scope: z
    .enum(['all', 'filtered'])
    .describe(
      '`filtered`: all amounts are of what the filters match, at list price; included minutes and the monthly fee belong to the whole ' +
        'month, so they are null. `all`: no filter.',
    ),
  from: instant.describe('Start of the range.'),
  to: instant.describe('End of the range, excluded.'),
  currency: text
    .nullable()
    .describe('ISO 4217. Null: no rates in the range. Usage under another currency has no price.'),
  lines: z.array(costLine).describe('The costs by dimension and price.'),
  monthlyFee: amount
    .nullable()
    .describe(
      'Fee of each UTC month whose first day is in the range, whole: it is due on that day. Null under filters, and without rates.',
    ),
  total: amount.nullable().describe('Sum of the lines and the fee. Null: no price.'),
  estimatedMinutes: minuteCount.describe('Minutes of all lines whose end is estimated.'),
  notMeasured: z.array(z.enum(NOT_MEASURED)).describe('What LiveKit charges for and webhooks do not report.'),
  days: z.array(costDay).describe('Every UTC day of the range.'),
  monthToDate: amount
    .nullable()
    .describe('Cost of the current UTC month so far, with its fee; under filters at list price. Null: no price.'),
  forecast: amount
    .nullable()
    .describe(
      'Cost of the current UTC month if usage continues at its rate so far. Null on its first day, and without rates.',
    ),
  parts: costParts.nullable().describe('The costs by `groupBy`. Null without it.'),
  previous: z
    .object({
      from: instant.describe('Start of the period.'),
      to: instant.describe('End of the period, excluded.'),
      currency: text.nullable().describe('ISO 4217. Null: no rates in the period.'),
      total: amount.nullable().describe('Its cost. Null: no price.'),
    })
    .nullable()
    .describe(
      'The period before: the months before for whole months, else as many days right before. Of a range that is not over, as many days ' +
        'as have begun. Null without `compare`.',
    ),
  ...asOf,
});

/** Kinds of rows of the costs export. `part`: a room, a tenant, ...; the others add up to the total. */
export const COST_ROWS = ['part', 'included', 'monthlyFee', 'total'] as const;

/** A row of the costs export. */
export const costRow = z.object({
  key: text.nullable().describe('Key of the part. Null: not known, or the row is not a part.'),
  source: partSource,
  row: z.enum(COST_ROWS).describe('`part`: a part at list price. The others add up to the total.'),
  from: instant.describe('Start of the range.'),
  to: instant.describe('End of the range, excluded.'),
  currency: text.nullable().describe('ISO 4217. Null: no rates in the range.'),
  minutes: dimensionMinutes.nullable().describe('Minutes by dimension. Null: the row is not a part.'),
  amount: amount.nullable().describe('Decimal text. Null: no price.'),
});
