/**
 * JSON whose numbers keep the text they were sent as. A double holds 53 bits: nanoseconds of 19 digits would come back changed, and `1.0`
 * as `1`. A number that a double does not write the same way becomes a `JSON.rawJSON`, which `JSON.stringify` writes as it was; all
 * others are plain numbers.
 */

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** In Node 21 and browsers since 2025; TypeScript's library does not know them yet. */
const json = JSON as unknown as {
  readonly rawJSON?: (text: string) => unknown;
  readonly parse: (text: string, reviver: Reviver) => unknown;
};

/** A number that may not be written the same way: a fraction, an exponent, 16 digits or more, minus zero. Finds some in texts too. */
const DOUBTFUL = /[:[,]\s*(?:-0|-?\d{16}|-?\d+[.eE])/;

/** Whether it may have numbers that a double does not write the same way. */
export const hasDoubtfulNumbers = (text: string): boolean => DOUBTFUL.test(text);

/** Parses as `JSON.parse` does, and throws as it does. Where the runtime cannot tell the text of a number, it is a plain one. */
export function parseExact(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  const { rawJSON } = json;
  if (rawJSON === undefined || !hasDoubtfulNumbers(text)) return plain;
  try {
    return json.parse(text, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined && source !== String(value) ? rawJSON(source) : value,
    );
  } catch {
    return plain; // nested deeper than a reviver can follow
  }
}

/** The value with plain numbers alone, for readers that calculate. The same object if it has no others. */
export function withPlainNumbers<T extends object>(value: T): T {
  const text = JSON.stringify(value);
  return hasDoubtfulNumbers(text) ? (JSON.parse(text) as T) : value;
}
