/** The cost of a past month under rates that are not saved, compared with its cost under the saved ones. */
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

/** Query of `POST rates/preview`. */
export const ratePreviewQuery = z.strictObject({
  month: utcMonth
    .optional()
    .describe('UTC month, `YYYY-MM`. Default: the last one that is over. The current month: as far as it has passed.'),
});

const both = <T extends z.ZodType>(value: T) =>
  z.object({
    saved: value.describe('Under the saved rates.'),
    edited: value.describe('Under the rates of the request.'),
  });

/** An amount under the saved rates and under those of the request. */
export const comparedAmount = both(amount).extend({
  difference: amount.describe('`edited - saved`. Null: one is not known, or they have different currencies.'),
});

/** `edited`: as if the plan of the request were in force on each day of the month; before it, the saved ones. */
export const ratePreview = z.object({
  month: utcMonth.describe('UTC month, `YYYY-MM`.'),
  currency: both(text.nullable()).describe('ISO 4217. Null: no rates in that month.'),
  dimensions: z
    .array(
      z.object({
        dimension: dimension.describe('What was used.'),
        minutes: both(minutes).describe('Minutes of `units * increment`.'),
        billable: both(minutes).describe('The part of `minutes` that is priced.'),
        amount: comparedAmount.describe('Cost of the billable minutes.'),
      }),
    )
    .describe('Each dimension that was used.'),
  monthlyFee: comparedAmount.describe('The monthly fee.'),
  total: comparedAmount.describe('Cost of the month, the fee included.'),
  estimatedMinutes: both(costs.shape.estimatedMinutes).describe('Minutes whose end is estimated.'),
  notMeasured: z.array(z.enum(NOT_MEASURED)).describe('What LiveKit charges for and webhooks do not report.'),
  ...asOf,
});
