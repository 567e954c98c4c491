/** One sheet with as many rows as fit: the heading is bold and frozen, and has filters. */
import type { CellType, Column } from './columns';
import type { RowFeed } from './row-feed';
import { cellXml, columnName, STYLE, textXml } from './xlsx-cells';

/** Excel allows 1,048,576 rows, of which the first is the heading. */
export const ROWS_OF_A_SHEET = 1_048_575;

const WIDTHS: Readonly<Record<CellType, number>> = { text: 24, number: 13, instant: 24, boolean: 12, json: 60 };

export async function* sheetXml<T>(
  columns: readonly Column<T>[],
  feed: RowFeed<T>,
  limit = ROWS_OF_A_SHEET,
): AsyncGenerator<string> {
  const names = columns.map((_, i) => columnName(i));
  yield headOf(columns, names);
  let written = 1;
  while (written <= limit && (await feed.more())) {
    const rows = feed.take(limit + 1 - written);
    yield rows.map((row, i) => rowXml(columns, names, row, written + i + 1)).join('');
    written += rows.length;
  }
  yield `</sheetData><autoFilter ref="A1:${names.at(-1)}${written}"/></worksheet>`;
}

function headOf<T>(columns: readonly Column<T>[], names: readonly string[]): string {
  const widths = columns.map(
    ({ type }, i) => `<col min="${i + 1}" max="${i + 1}" width="${WIDTHS[type]}" customWidth="1"/>`,
  );
  const heads = columns.map(({ name, type }, i) =>
    textXml(type === 'instant' ? `${name} (UTC)` : name, `${names[i]}1`, STYLE.head),
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${heads.join('')}</row>`
  );
}

const rowXml = <T>(columns: readonly Column<T>[], names: readonly string[], row: T, number: number): string =>
  `<row r="${number}">${columns.map(({ type, of }, i) => cellXml(type, of(row), `${names[i]}${number}`)).join('')}</row>`;
