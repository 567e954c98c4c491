/**
 * Reads protobuf JSON of unknown origin. Invariant: no reader throws; a value of the wrong type counts as not reported.
 * The rules of that JSON: a missing or null field has its zero value, an int64 is text, an enum is a name, or a number
 * for which the sender knew no name.
 */
import { shown } from './text';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under `key`, or null. */
export const objectAt = (from: JsonObject | null, key: string): JsonObject | null => {
  const value = from?.[key];
  return isObject(value) ? value : null;
};

/** The objects of the list under `key`; other elements are dropped. */
export const objectsAt = (from: JsonObject | null, key: string): readonly JsonObject[] => {
  const value = from?.[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** The text under `key`; "" if it is missing or not a text. */
export const textAt = (from: JsonObject | null, key: string): string => {
  const value = from?.[key];
  return typeof value === 'string' ? shown(value) : '';
};

/** The text under `key`; null if it is missing, empty or not a text. */
export const nonEmptyTextAt = (from: JsonObject | null, key: string): string | null => textAt(from, key) || null;

/** The whole number under `key` if it is between 0 and `max`, otherwise 0. */
export const countAt = (from: JsonObject | null, key: string, max: number): number => {
  const value = from?.[key];
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 && number <= max ? number : 0;
};

type EnumNames = Readonly<Record<number, string>>;

const enumName = (value: unknown, names: EnumNames): string => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return names[value] ?? String(value);
  return typeof value === 'string' ? shown(value) : '';
};

/**
 * The enum under `key`: its name, or as text a number that `names` does not contain. A missing value is the name of 0.
 */
export const enumAt = (from: JsonObject | null, key: string, names: EnumNames): string =>
  enumName(from?.[key], names) || (names[0] ?? '');

/** The list of enums under `key`, each as `enumAt` returns it; other elements are dropped. */
export const enumsAt = (from: JsonObject | null, key: string, names: EnumNames): readonly string[] => {
  const value = from?.[key];
  return Array.isArray(value) ? value.map((item) => enumName(item, names)).filter((name) => name !== '') : [];
};

/** A map of texts. `__proto__` is dropped, since a careless copy of it would change a prototype. */
export const textsAt = (from: JsonObject | null, key: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(objectAt(from, key) ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' && name !== '__proto__' ? [[shown(name), shown(value)]] : [],
    ),
  );
