/**
 * Reading protobuf-as-JSON of unknown origin. Invariant: no reader throws; a value of the wrong type counts as not told.
 * The rules of that JSON: a missing or null field is its zero value, int64 comes as text, an enum as its name (or as a
 * number that the sender did not know a name for).
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

/** The objects of the list under `key`; whatever else is in it is left out. */
export const objectsAt = (from: JsonObject | null, key: string): readonly JsonObject[] => {
  const value = from?.[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** The text under `key`, "" when it is missing or no text. */
export const textAt = (from: JsonObject | null, key: string): string => {
  const value = from?.[key];
  return typeof value === 'string' ? shown(value) : '';
};

/** The text under `key`, null when it is missing, empty or no text. */
export const tellingTextAt = (from: JsonObject | null, key: string): string | null => textAt(from, key) || null;

/** The whole number under `key` if it is from 0 to `max`, else 0. */
export const countAt = (from: JsonObject | null, key: string, max: number): number => {
  const value = from?.[key];
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 && number <= max ? number : 0;
};

/** The enum under `key`: its name, or the text of a number that `names` does not know. Missing is the name of 0. */
export const enumAt = (from: JsonObject | null, key: string, names: Readonly<Record<number, string>>): string => {
  const value = from?.[key];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return names[value] ?? String(value);
  return textAt(from, key) || (names[0] ?? '');
};

/** A map of texts. `__proto__` is left out: a careless copy of it would reach a prototype. */
export const textsAt = (from: JsonObject | null, key: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(objectAt(from, key) ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' && name !== '__proto__' ? [[shown(name), shown(value)]] : [],
    ),
  );
