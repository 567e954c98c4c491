/** What a month that is over would have cost under rates that are not saved, beside what it costs under those that are. */
import { z } from 'zod';
import { NOT_MEASURED } from './dimensions';
import { costLine, costs } from './costs';
import { asOf } from './list';
import { dimension } from './rates';
import { text } from './values';

const minutes = costLine.shape.minutes;
const amount = costLine.shape.amount;

/** A UTC month. */
export const utcMonth = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/, 'a UTC month, YYYY-MM');

export const ratePreviewQuery = z.strictObject({
  month: utcMonth
    .optional()
    .describe('The last one that is over unless told. Of a month that goes on: what it has so far.'),
});

const both = <T extends z.ZodType>(value: T) => z.object({ saved: value, edited: value });

export const comparedAmount = both(amount).extend({
  difference: amount.describe('`edited - saved`. Null where one is not known, or is in another currency.'),
});

/** `edited`: as if the plan sent were in force on each day of the month; before it, what is saved. */
export const ratePreview = z.object({
  month: utcMonth,
  currency: both(text.nullable()).describe('Null: no rates in that month.'),
  dimensions: z
    .array(z.object({ dimension, minutes: both(minutes), billable: both(minutes), amount: comparedAmount }))
    .describe('Those that were used.'),
  monthlyFee: comparedAmount,
  total: comparedAmount,
  estimatedMinutes: both(costs.shape.estimatedMinutes),
  notMeasured: z.array(z.enum(NOT_MEASURED)).describe('What LiveKit charges for and webhooks do not tell.'),
  ...asOf,
});

export type RatePreviewQuery = z.infer<typeof ratePreviewQuery>;
export type ComparedAmount = z.infer<typeof comparedAmount>;
export type RatePreview = z.infer<typeof ratePreview>;
