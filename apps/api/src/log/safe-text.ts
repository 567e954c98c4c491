/**
 * Escapes text of unknown origin for a log line. A line break would forge a line, and a bidi mark or an escape sequence
 * would change how the line reads: such characters are written as `\u{...}`. Long text is truncated.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const MAX_LENGTH = 120;
/** In characters. */
export const MAX_LINE = 4000;

export const safeText = (text: string): string => escaped(text, MAX_LENGTH);

/** Escapes a whole message, which may quote an error of any length. */
export const safeLine = (text: string): string => escaped(text, MAX_LINE);

function escaped(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
