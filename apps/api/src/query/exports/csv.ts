/**
 * CSV (RFC 4180): UTF-8 with a byte order mark, by which Excel knows it, CRLF. All text is quoted and nothing else is, by which
 * programs can see that `00123` is no number; null is nothing, and empty text `""`.
 * Invariant: no text is a formula to a spreadsheet. Text that could be one gets an apostrophe before it; numbers and times stay as they are.
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

/** What begins a formula, also after what a spreadsheet may trim or not show; the full-width forms count in some of them. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

const disarmed = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** No program takes NUL or half a character. */
const storable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
