/**
 * Text that PostgreSQL can store (ST10). It refuses NUL, and UTF-8 has no lone surrogates, while JSON can contain both.
 * The texts of the domain show each as U+FFFD; the stored payload keeps them as JSON escapes.
 */
export const shown = (text: string): string =>
  (text.isWellFormed() ? text : text.toWellFormed()).replaceAll('\0', '\uFFFD');

/** Applies `shown` to every text and key within a value. */
export function shownDeep(value: unknown): unknown {
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return value.map(shownDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [shown(key), shownDeep(inner)]));
}
