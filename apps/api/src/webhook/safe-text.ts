/**
 * Text of unknown origin inside a log line. A line break would forge a line of its own, a bidi mark or an escape sequence
 * would change how the line reads: such characters are written as `\u{...}`, and what is long is cut.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const MAX_LENGTH = 120;

export function safeText(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return cut.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
