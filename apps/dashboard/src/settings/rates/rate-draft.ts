/** Rates while they are edited: the texts of the inputs, and their errors. A dimension without a price is left out. */
import { DIMENSIONS, MONEY, RATE_LIMITS, type Dimension, type Rates } from '@livekit-dashboard/contracts';

const ROW_FIELDS = ['price', 'includedMinutes', 'incrementSeconds', 'minimumUnits'] as const;
export type RowField = (typeof ROW_FIELDS)[number];
export type PlainField = 'currency' | 'monthlyFee' | 'effectiveFrom';

type DraftRow = Readonly<Record<RowField, string>>;
export interface RateDraft extends Readonly<Record<PlainField, string>> {
  readonly rows: Readonly<Record<Dimension, DraftRow>>;
}

/** By `currency`, `sip.price`, ... */
export type FieldErrors = Readonly<Record<string, string>>;

const BLANK: DraftRow = { price: '', includedMinutes: '0', incrementSeconds: '60', minimumUnits: '0' };

export function draftOf(rates: Omit<Rates, 'effectiveFrom'> | null, effectiveFrom: string): RateDraft {
  const rowOf = (dimension: Dimension): DraftRow => {
    const rate = rates?.dimensions.find((one) => one.dimension === dimension);
    if (!rate) return BLANK;
    return Object.fromEntries(ROW_FIELDS.map((field) => [field, String(rate[field])])) as Record<RowField, string>;
  };
  return {
    currency: rates?.currency ?? 'USD',
    monthlyFee: rates?.monthlyFee ?? '0',
    effectiveFrom,
    rows: Object.fromEntries(DIMENSIONS.map((name) => [name, rowOf(name)])) as Record<Dimension, DraftRow>,
  };
}

const priced = ({ rows }: RateDraft): Dimension[] => DIMENSIONS.filter((name) => rows[name].price.trim() !== '');

/** Only for a draft without errors. */
export function ratesOf(draft: RateDraft): Rates {
  return {
    currency: draft.currency.trim(),
    monthlyFee: draft.monthlyFee.trim(),
    effectiveFrom: draft.effectiveFrom,
    dimensions: priced(draft).map((dimension) => {
      const { price, includedMinutes, incrementSeconds, minimumUnits } = draft.rows[dimension];
      return {
        dimension,
        price: price.trim(),
        includedMinutes: Number(includedMinutes),
        incrementSeconds: Number(incrementSeconds),
        minimumUnits: Number(minimumUnits),
      };
    }),
  };
}

const AMOUNT = 'An amount such as 0.0005: up to 9 digits before and 9 after the point.';

export function draftErrors(draft: RateDraft): FieldErrors {
  const errors: Record<string, string> = {};
  if (!/^[A-Z]{3}$/.test(draft.currency.trim())) errors['currency'] = 'Three capital letters, such as USD.';
  if (!MONEY.test(draft.monthlyFee.trim())) errors['monthlyFee'] = AMOUNT;
  if (!/^\d{4}-\d\d-\d\d$/.test(draft.effectiveFrom)) errors['effectiveFrom'] = 'A day.';
  for (const dimension of priced(draft)) Object.assign(errors, rowErrors(dimension, draft.rows[dimension]));
  return errors;
}

function rowErrors(dimension: Dimension, row: DraftRow): FieldErrors {
  const errors: Record<string, string> = {};
  if (!MONEY.test(row.price.trim())) errors[`${dimension}.price`] = AMOUNT;
  for (const field of ['includedMinutes', 'incrementSeconds', 'minimumUnits'] as const) {
    const { min, max } = RATE_LIMITS[field];
    const value = row[field].trim();
    if (/^\d+$/.test(value) && Number(value) >= min && Number(value) <= max) continue;
    errors[`${dimension}.${field}`] = `A whole number from ${min} to ${max.toLocaleString('en')}.`;
  }
  const most = RATE_LIMITS.minimumSeconds.max;
  if (Object.keys(errors).length === 0 && Number(row.incrementSeconds) * Number(row.minimumUnits) > most) {
    errors[`${dimension}.minimumUnits`] =
      `At most an hour in all: ${Math.floor(most / Number(row.incrementSeconds))} units.`;
  }
  return errors;
}

/** The server's errors by input: the server numbers the dimensions of the request. */
export function serverErrors(
  errors: readonly { readonly field: string; readonly message: string }[],
  sent: Rates,
): FieldErrors {
  const keyOf = (field: string): string => {
    const [list, index, name] = field.split('.');
    const dimension = list === 'dimensions' ? sent.dimensions[Number(index)]?.dimension : undefined;
    return dimension && name ? `${dimension}.${name}` : field;
  };
  return Object.fromEntries(errors.map(({ field, message }) => [keyOf(field), message]));
}
