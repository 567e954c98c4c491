/** Labels of the fields of a rate plan. */
import { RATE_PRESETS, type RatePreset, type Rates } from '@livekit-dashboard/contracts';
import { DIMENSION_LABELS } from '../../shared/labels';

const FIELDS: Readonly<Record<string, string>> = {
  currency: 'Currency',
  monthlyFee: 'Monthly fee',
  effectiveFrom: 'Effective from',
  price: 'price per minute',
  includedMinutes: 'included minutes per month',
  incrementSeconds: 'billing increment (s)',
  minimumUnits: 'minimum units',
};

/** `dimensions.sip.price`: "Phone (SIP), price per minute". */
export function fieldWords(field: string): string {
  const [, dimension, name] = field.split('.');
  if (dimension === undefined || name === undefined) return FIELDS[field] ?? field;
  const words = (DIMENSION_LABELS as Readonly<Record<string, { readonly name: string }>>)[dimension];
  return `${words?.name ?? dimension}, ${FIELDS[name] ?? name}`;
}

/** `2026-09`: "September 2026". */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01`),
  );

/** The preset that these prices are from: they stay unverified after they are saved. */
export const presetOf = ({ dimensions }: Pick<Rates, 'dimensions'>): RatePreset | null =>
  RATE_PRESETS.find(({ rates }) => prices(rates.dimensions) === prices(dimensions)) ?? null;

const prices = (dimensions: Rates['dimensions']): string =>
  JSON.stringify(dimensions.map(({ dimension, price }) => `${dimension} ${price}`).sort());
