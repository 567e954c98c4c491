import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { unzip } from '../../testing/unzip';
import type { Cell, CellType, Column } from './columns';
import { xlsx } from './xlsx';
import { columnName } from './xlsx-cells';

const column = (type: CellType): Column<Cell> => ({ name: type, type, of: (value) => value });

async function* paged<T>(...pages: (readonly T[])[]): AsyncGenerator<readonly T[]> {
  yield* pages;
}

const written = async (type: CellType, values: readonly Cell[], rowsOfASheet?: number) =>
  unzip(await buffer(xlsx('Sessions', [column(type)], paged(values.slice(0, 3), [], values.slice(3)), rowsOfASheet)));

/** Every tag is closed in order: after removing the innermost pairs of a sheet repeatedly, nothing is left. */
function expectWellFormed(xml: string): void {
  expect(xml).not.toMatch(/(?![\t\n\r])[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]|&(?!(amp|lt|gt|quot|#13);)/u);
  const open: string[] = [];
  for (const [, closing, name, inner] of xml.replace(/^<\?.*?\?>\n/, '').matchAll(/<(\/?)(\w+)([^<>]*)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!inner!.endsWith('/')) open.push(name!);
  }
  expect(open).toEqual([]);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#13': '\r' };
const unescaped = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|#13);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** The texts of a sheet's cells, header included, as Excel would show them. */
const textsOf = (xml: string): string[] =>
  [...xml.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text]) => unescaped(text!));

const sheetOf = (files: ReadonlyMap<string, string>, number = 1): string =>
  files.get(`xl/worksheets/sheet${number}.xml`)!;

describe('a workbook', () => {
  it('contains the parts that it names, each well-formed', async () => {
    const files = await written('text', ['a']);
    for (const xml of files.values()) expectWellFormed(xml);
    const types = files.get('[Content_Types].xml')!;
    const named = [...types.matchAll(/PartName="\/([^"]+)"/g)].map(([, path]) => path);
    const targets = [...files.get('xl/_rels/workbook.xml.rels')!.matchAll(/Target="([^"]+)"/g)].map(
      ([, t]) => `xl/${t}`,
    );
    expect(new Set(targets)).toEqual(new Set(named.filter((path) => path !== 'xl/workbook.xml')));
    for (const path of named) expect(files.has(path!)).toBe(true);
    expect(files.get('xl/workbook.xml')).toContain('name="Sessions"');
  });

  it('keeps every text that XML can contain', async () => {
    const unit = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom('=', '<', '&', '"', '\r', '\n', '_', 'x', '0041', ']]>', '\u0001', '\ud800'),
      },
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit }), { maxLength: 10 }), async (texts) => {
        const sheet = sheetOf(await written('text', texts));
        expectWellFormed(sheet);
        expect(sheet).not.toContain('<f');
        const kept = (text: string) => text.replace(/(?![\t\n\r])[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/gu, '');
        expect(textsOf(sheet).slice(1)).toEqual(texts.map(kept));
      }),
      { numRuns: 50 },
    );
  });

  it('has typed numbers, dates and booleans, and empty cells for unknown values', async () => {
    const cell = async (type: CellType, value: Cell) =>
      /<row r="2">(.*?)<\/row>/.exec(sheetOf(await written(type, [value])))?.[1];
    expect(await cell('number', -1.5)).toBe('<c r="A2"><v>-1.5</v></c>');
    expect(await cell('boolean', true)).toBe('<c r="A2" t="b"><v>1</v></c>');
    expect(await cell('instant', '2026-11-23T12:00:00.000Z')).toBe('<c r="A2" s="2"><v>46349.5</v></c>');
    expect(await cell('instant', '1899-01-01T00:00:00.000Z')).toContain('1899-01-01T00:00:00.000Z');
    expect(await cell('json', { a: '=1' })).toContain('{&quot;a&quot;:&quot;=1&quot;}');
    expect(await cell('number', null)).toBe('');
  });

  it('has a fixed header row with filters over all rows', async () => {
    const sheet = sheetOf(await written('instant', ['2026-11-23T12:00:00.000Z', null]));
    expect(textsOf(sheet)[0]).toBe('instant (UTC)');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:A3"/>');
  });

  it('states where a text was truncated', async () => {
    const [, text] = textsOf(sheetOf(await written('text', ['😀'.repeat(20_000)])));
    expect(text!.length).toBeLessThanOrEqual(32_767);
    expect(text).toMatch(/^(😀)+ … \[cut: a cell holds 32,767 characters\]$/u);
  });

  it('continues in another sheet when one is full', async () => {
    const files = await written('number', [1, 2, 3, 4, 5, 6, 7], 2);
    const rows = [1, 2, 3, 4].map((n) =>
      [...sheetOf(files, n).matchAll(/<v>(\d)<\/v>/g)].map(([, value]) => Number(value)),
    );
    expect(rows).toEqual([[1, 2], [3, 4], [5, 6], [7]]);
    expect([...files.get('xl/workbook.xml')!.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      ...['Sessions', 'Sessions 2', 'Sessions 3', 'Sessions 4'],
    ]);
    for (const xml of files.values()) expectWellFormed(xml);
    expect((await written('number', [1, 2], 2)).has('xl/worksheets/sheet2.xml')).toBe(false);
  });

  it('names columns as Excel does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});
