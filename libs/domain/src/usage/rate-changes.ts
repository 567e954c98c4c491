/** The differences between two plans, field by field, for the history of rates. */
import type { DimensionRate, RateChange, Rates } from '@livekit-dashboard/contracts';

export function rateChanges(before: Rates | null, after: Rates): RateChange[] {
  const [from, to] = [before ? fieldsOf(before) : {}, fieldsOf(after)];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .map((field) => ({ field, from: from[field] ?? null, to: to[field] ?? null }))
    .filter((change) => change.from !== change.to);
}

const fieldsOf = ({ dimensions, ...plain }: Rates): Record<string, string> =>
  Object.fromEntries([...Object.entries(plain), ...dimensions.flatMap(dimensionFields)]);

const dimensionFields = ({ dimension, ...values }: DimensionRate): [string, string][] =>
  Object.entries(values).map(([name, value]) => [`dimensions.${dimension}.${name}`, String(value)]);
