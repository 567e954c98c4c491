/**
 * Text that PostgreSQL can hold. It refuses NUL, and UTF-8 has no lone surrogates; JSON can carry both. The domain's texts
 * show each as U+FFFD; the stored payload keeps them, as JSON escapes.
 */
export const shown = (text: string): string =>
  (text.isWellFormed() ? text : text.toWellFormed()).replaceAll('\0', '\uFFFD');

/** `shown` for every text and key inside a value. */
export function shownDeep(value: unknown): unknown {
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return value.map(shownDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [shown(key), shownDeep(inner)]));
}
