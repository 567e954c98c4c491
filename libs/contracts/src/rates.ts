/** Rate plans: the price of a minute, from a UTC day on. */
import { z } from 'zod';
import { DIMENSIONS, MONEY, RATE_LIMITS } from './dimensions';
import { instant, text } from './values';

const whole = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);
const money = z
  .string()
  .regex(MONEY, 'a decimal that is not negative, with up to 9 digits before and 9 behind the point, such as 0.0005');

/** A UTC day. */
export const utcDay = z.iso.date('a UTC day, YYYY-MM-DD');

/** What is counted and priced. */
export const dimension = z.enum(DIMENSIONS);

/** The price of one dimension. */
export const dimensionRate = z
  .strictObject({
    dimension: dimension.describe('What is priced.'),
    price: money.describe('Decimal text: price per minute of `units * increment`.'),
    includedMinutes: whole(RATE_LIMITS.includedMinutes).describe(
      'Minutes per UTC month that the monthly fee covers; used up in time order.',
    ),
    incrementSeconds: whole(RATE_LIMITS.incrementSeconds).describe(
      'Seconds of one unit: each interval is rounded up to whole units.',
    ),
    minimumUnits: whole(RATE_LIMITS.minimumUnits).describe(
      `Units that an interval counts at least, once it has ended; at most ${RATE_LIMITS.minimumSeconds.max} s in all.`,
    ),
  })
  .superRefine(({ incrementSeconds, minimumUnits }, context) => {
    const max = RATE_LIMITS.minimumSeconds.max;
    const reported = minimumUnits > RATE_LIMITS.minimumUnits.max || incrementSeconds > RATE_LIMITS.incrementSeconds.max;
    if (reported || incrementSeconds * minimumUnits <= max) return;
    const message = `at most ${max} s in all: ${Math.floor(max / incrementSeconds)} units of ${incrementSeconds} s`;
    context.addIssue({ code: 'custom', path: ['minimumUnits'], message });
  });

/**
 * A rate plan. Prices, increments and minimums are in force from the start of `effectiveFrom`, included minutes and the monthly fee from
 * the first UTC month that starts then or later; a connection keeps the increment and minimum of when it joined.
 */
export const rates = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capital letters of ISO 4217, such as USD')
    .describe('ISO 4217.'),
  monthlyFee: money.describe('Decimal text.'),
  effectiveFrom: utcDay.describe('First UTC day on which the plan is in force.'),
  dimensions: z
    .array(dimensionRate)
    .max(DIMENSIONS.length)
    .superRefine((list, context) => {
      for (const [i, one] of list.entries()) {
        if (list.findIndex((other) => other.dimension === one.dimension) === i) continue;
        context.addIssue({ code: 'custom', path: [i, 'dimension'], message: `${one.dimension} is there twice` });
      }
    })
    .describe('Prices, at most one per dimension. A dimension that is missing has no price.'),
});

/** A property of a plan that changed. */
export const rateChange = z.object({
  field: text.describe('Path of the property: `monthlyFee`, `dimensions.sip.price`, ...'),
  from: text.nullable().describe('The value before. Null: it was not there.'),
  to: text.nullable().describe('The value now. Null: it was removed.'),
});

/** A saved plan. Of two of one day the one that was saved later is in force. */
export const ratesEntry = z.object({
  id: text.describe('Number of the entry.'),
  rates: rates.describe('The plan.'),
  savedAt: instant.describe('When it was saved.'),
  savedBy: text.nullable().describe('Account that saved it. Null: there are no accounts.'),
  changes: z.array(rateChange).describe('Differences from the plan that was in force on its day before.'),
});

/** The plan in force now: all null, and no dimensions, while there is none. */
export const ratesReply = z.object({
  currency: text.nullable().describe('ISO 4217. Null: no plan is in force.'),
  monthlyFee: text.nullable().describe('Decimal text. Null: no plan is in force.'),
  effectiveFrom: utcDay.nullable().describe('First UTC day on which it is in force. Null: no plan is.'),
  dimensions: z.array(dimensionRate).describe('Prices by dimension.'),
  history: z.array(ratesEntry).describe('Every plan ever saved, newest first.'),
});
