import { isObject, type JsonObject } from './json';

/** Fields whose keys are people's own. */
const OWN_KEYS: ReadonlySet<string> = new Set(['attributes', 'participantAttributes']);

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** LiveKit's API writes `joined_at_ms` where its webhooks write `joinedAtMs`: this makes the first the second, at every depth. */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const key = camel(name);
      return [key, OWN_KEYS.has(key) ? inner : camelKeys(inner)];
    }),
  );
}

/** The same of an object's own keys alone. */
export const ownCamelKeys = (from: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(from).map(([name, inner]) => [camel(name), inner]));
