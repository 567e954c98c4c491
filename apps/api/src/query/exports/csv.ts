/**
 * CSV (RFC 4180) in UTF-8, with CRLF and a byte order mark, by which Excel detects UTF-8. All text is quoted and
 * nothing else is, so that programs can see that `00123` is not a number. Null is an empty field, and empty text is
 * `""`. Invariant: a spreadsheet evaluates no text as a formula: text that could be one is preceded by an apostrophe.
 * Numbers and times are not changed.
 */
import { Readable } from 'node:stream';
import { type Column, textOf } from './columns';

export const csv = <T>(columns: readonly Column<T>[], pages: AsyncIterable<readonly T[]>): Readable =>
  Readable.from(lines(columns, pages));

async function* lines<T>(columns: readonly Column<T>[], pages: AsyncIterable<readonly T[]>): AsyncGenerator<string> {
  yield `\uFEFF${columns.map(({ name }) => name).join(',')}\r\n`;
  for await (const rows of pages) {
    if (rows.length > 0)
      yield rows.map((row) => `${columns.map((column) => cell(column, row)).join(',')}\r\n`).join('');
  }
}

function cell<T>({ type, of }: Column<T>, row: T): string {
  const value = of(row);
  if (value === null) return '';
  return type === 'text' || type === 'json' ? quoted(disarmed(storable(textOf(value)))) : textOf(value);
}

/**
 * The beginning of a formula, also after characters that a spreadsheet may trim or hide. Some spreadsheets accept the
 * full-width forms.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

const disarmed = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Programs accept neither NUL nor lone surrogates. */
const storable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
