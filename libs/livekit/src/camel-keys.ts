import { isObject } from './json';

/** Fields whose keys are people's own. */
const OWN_KEYS: ReadonlySet<string> = new Set(['attributes', 'participantAttributes']);

/** LiveKit's API writes `joined_at_ms` where its webhooks write `joinedAtMs`: this makes the first the second. */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const key = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      return [key, OWN_KEYS.has(key) ? inner : camelKeys(inner)];
    }),
  );
}
