/** Rate plans: what a minute costs, from which UTC day on. */
import { z } from 'zod';
import { DIMENSIONS, MONEY, RATE_LIMITS } from './dimensions';
import { instant, text } from './values';

const whole = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);
const money = z
  .string()
  .regex(MONEY, 'a decimal that is not negative, with up to 9 digits before and 9 behind the point, such as 0.0005');

/** A UTC day. */
export const utcDay = z.iso.date('a UTC day, YYYY-MM-DD');

export const dimension = z.enum(DIMENSIONS);

export const dimensionRate = z
  .strictObject({
    dimension,
    price: money.describe('Per minute of `units * increment`.'),
    includedMinutes: whole(RATE_LIMITS.includedMinutes).describe(
      'In the monthly fee, per UTC month; used up in time order.',
    ),
    incrementSeconds: whole(RATE_LIMITS.incrementSeconds).describe('One unit: each use is rounded up to it.'),
    minimumUnits: whole(RATE_LIMITS.minimumUnits).describe(
      `The least that one use counts once it has ended, at most ${RATE_LIMITS.minimumSeconds.max} s of units.`,
    ),
  })
  .superRefine(({ incrementSeconds, minimumUnits }, context) => {
    const most = RATE_LIMITS.minimumSeconds.max;
    const said = minimumUnits > RATE_LIMITS.minimumUnits.max || incrementSeconds > RATE_LIMITS.incrementSeconds.max;
    if (said || incrementSeconds * minimumUnits <= most) return;
    const message = `at most ${most} s in all: ${Math.floor(most / incrementSeconds)} units of ${incrementSeconds} s`;
    context.addIssue({ code: 'custom', path: ['minimumUnits'], message });
  });

/**
 * One plan. Prices, increments and minimums are in force from the start of `effectiveFrom`, included minutes and the monthly fee from
 * the first UTC month that starts then or later; a connection keeps the increment and minimum of when it joined.
 */
export const rates = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'three capital letters of ISO 4217, such as USD'),
  monthlyFee: money,
  effectiveFrom: utcDay,
  dimensions: z
    .array(dimensionRate)
    .max(DIMENSIONS.length)
    .superRefine((list, context) => {
      for (const [i, one] of list.entries()) {
        if (list.findIndex((other) => other.dimension === one.dimension) === i) continue;
        context.addIssue({ code: 'custom', path: [i, 'dimension'], message: `${one.dimension} is there twice` });
      }
    }),
});

export const rateChange = z.object({
  field: text.describe('`monthlyFee`, `dimensions.sip.price`, ...'),
  from: text.nullable().describe('Null: it was not there.'),
  to: text.nullable().describe('Null: it is not there any more.'),
});

/** A plan as it was saved. Of two of one day the later saved is in force. */
export const ratesEntry = z.object({
  id: text,
  rates,
  savedAt: instant,
  savedBy: text.nullable().describe('Who saved it; null while there are no accounts.'),
  changes: z.array(rateChange).describe('Against what was in force on its day before it was saved.'),
});

/** The plan in force now: all null, and no dimensions, while there is none. `history`: every plan ever saved, the newest first. */
export const ratesReply = z.object({
  currency: text.nullable(),
  monthlyFee: text.nullable(),
  effectiveFrom: utcDay.nullable(),
  dimensions: z.array(dimensionRate),
  history: z.array(ratesEntry),
});

export type DimensionRate = z.infer<typeof dimensionRate>;
export type Rates = z.infer<typeof rates>;
export type RateChange = z.infer<typeof rateChange>;
export type RatesEntry = z.infer<typeof ratesEntry>;
export type RatesReply = z.infer<typeof ratesReply>;
