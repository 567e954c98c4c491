/**
 * Cells of a sheet. Invariant: text is an inline string and never a formula, whatever it begins with; characters that
 * XML 1.0 does not allow are removed. Times are Excel dates, which have no zone: they are in UTC, as their headings
 * say.
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import { type Cell, type CellType, textOf } from './columns';

/** The maximum length of a text in an Excel cell. */
const LONGEST = 32_767;
const CUT = ' … [cut: a cell holds 32,767 characters]';

/** Of `styles.xml`. */
export const STYLE = { plain: 0, head: 1, instant: 2 } as const;

/** `A`, ..., `Z`, `AA`. */
export const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

/** Nothing for null. `at`: `B7`. */
export function cellXml(type: CellType, value: Cell, at: string): string {
  if (value === null) return '';
  if (type === 'number') return `<c r="${at}"><v>${Number(value)}</v></c>`;
  if (type === 'boolean') return `<c r="${at}" t="b"><v>${value === true ? 1 : 0}</v></c>`;
  const serial = type === 'instant' ? serialOf(textOf(value)) : null;
  if (serial !== null) return `<c r="${at}" s="${STYLE.instant}"><v>${serial}</v></c>`;
  return textXml(textOf(value), at);
}

export const textXml = (text: string, at: string, style: number = STYLE.plain): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cut(text))}</t></is></c>`;

const cut = (text: string): string => (text.length > LONGEST ? text.slice(0, LONGEST - CUT.length) + CUT : text);

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Excel reads `_x0041_` in a cell as `A`, so the underscore is written as such a code itself. */
export const escaped = (text: string): string =>
  text
    .replace(/(?![\t\n\r])[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/gu, '')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"\r]/g, (character) => NAMED[character] ?? '');

/** 1970-01-01, in days of Excel. They are correct from 1900-03-01 on. */
const EPOCH_DAY = 25_569;
const FIRST_DAY = 61;

function serialOf(instant: string): number | null {
  const days = Date.parse(instant) / DAY_MS + EPOCH_DAY;
  return days >= FIRST_DAY ? days : null;
}
