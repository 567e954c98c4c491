/** Files of the exports, read as a spreadsheet reads them: rows by the names of their columns. Numbers of XLSX become text. */
import { unzip } from '../unzip';

export type FileRow = Readonly<Record<string, string>>;

/** RFC 4180, with a byte order mark. */
export function readCsv(text: string): FileRow[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = cell.exec(text.replace('\uFEFF', '')); found; found = cell.exec(text.replace('\uFEFF', ''))) {
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  return byColumn(rows.slice(0, -1));
}

export function readXlsx(file: Buffer): FileRow[] {
  const sheet = unzip(file).get('xl/worksheets/sheet1.xml') ?? '';
  const rows = [...sheet.matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)].map(([, cells = '']) => {
    const row: string[] = [];
    for (const [, column = '', inside = ''] of cells.matchAll(/<c r="([A-Z]+)\d+"[^>]*>(.*?)<\/c>/gs)) {
      row[columnOf(column)] = inside
        .replace(/<[^>]*>/g, '')
        .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '');
    }
    return Array.from(row, (value: string | undefined) => value ?? '');
  });
  return byColumn(rows);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const columnOf = (letters: string): number =>
  Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const byColumn = ([head = [], ...rows]: readonly (readonly string[])[]): FileRow[] =>
  rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
