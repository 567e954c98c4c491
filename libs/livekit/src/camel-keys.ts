import { isObject, type JsonObject } from './json';

/** Fields whose keys are chosen by applications and must not be renamed. */
const OWN_KEYS: ReadonlySet<string> = new Set(['attributes', 'participantAttributes']);

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Renames snake_case keys to camelCase at every depth: protojson may write `joined_at_ms` instead of `joinedAtMs`, as
 * LiveKit's API and some relays do. Parts without such a key are shared with the result. If both spellings are present,
 * the one with a non-empty value wins.
 */
export function camelKeys<T>(value: T): T {
  return (Array.isArray(value) ? inList(value) : isObject(value) ? inObject(value) : value) as T;
}

function inList(values: readonly unknown[]): readonly unknown[] {
  const items = values.map(camelKeys);
  return items.some((item, index) => item !== values[index]) ? items : values;
}

function inObject(from: JsonObject): JsonObject {
  const entries = Object.entries(from).map(([name, inner]) => {
    const key = camel(name);
    return { name, key, inner, after: OWN_KEYS.has(key) ? inner : camelKeys(inner) };
  });
  if (entries.every(({ name, key, inner, after }) => key === name && after === inner)) return from;
  const values = new Map<string, unknown>();
  for (const { key, after } of entries) if ((after ?? null) !== null || !values.has(key)) values.set(key, after);
  return Object.fromEntries(values);
}

/** The same for the object's own keys only. */
export const ownCamelKeys = (from: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(from).map(([name, inner]) => [camel(name), inner]));
