import { text as textOf } from 'node:stream/consumers';
import fc from 'fast-check';
import type { Cell, CellType, Column } from './columns';
import { csv } from './csv';

/** An independent reader: RFC 4180, after the byte order mark. Null: nothing between two commas. */
function parse(file: string): (string | null)[][] {
  expect(file.startsWith('\uFEFF')).toBe(true);
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 1;
  while (at < file.length) {
    let cell: string | null = null;
    if (file[at] === '"') {
      cell = '';
      for (at += 1; !(file[at] === '"' && file[at + 1] !== '"'); at += 1) {
        if (file[at] === '"') at += 1;
        cell += file.charAt(at);
      }
      at += 1;
    } else {
      const end = /[,\r\n]/.exec(file.slice(at))!.index + at;
      if (end > at) cell = file.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (file[at] === ',') {
      at += 1;
    } else {
      expect(file.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

async function* paged<T>(...pages: (readonly T[])[]): AsyncGenerator<readonly T[]> {
  yield* pages;
}

const column = (type: CellType): Column<Cell> => ({ name: type, type, of: (value) => value });
const written = (type: CellType, ...values: Cell[]): Promise<string> =>
  textOf(csv([column(type), column(type)], paged(values)));
const read = async (type: CellType, ...values: Cell[]): Promise<(string | null)[]> =>
  parse(await written(type, ...values))
    .slice(1)
    .map((row) => {
      expect(row[0]).toBe(row[1]);
      return row[0] as string | null;
    });

const HARMLESS = /^(?![\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])(?![\t\r\n])/u;
const whole = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

describe('a CSV file', () => {
  it('preserves every text, apart from an apostrophe before possible formulas', async () => {
    const formula = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      '＋',
      '－',
      '＠',
      ' =',
      '\uFEFF@',
      '"',
      "'=",
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(formula, fc.string()).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        const cells = await read('text', ...texts);
        texts.forEach((told, i) => {
          const cell = cells[i]!;
          expect(cell).toMatch(HARMLESS);
          expect(cell).toBe(HARMLESS.test(whole(told)) ? whole(told) : `'${whole(told)}`);
        });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['  @SUM(A1)', "'  @SUM(A1)"],
    ['\u200B=1', "'\u200B=1"],
    ['＝1+1', "'＝1+1"],
    ['+49 30 123', "'+49 30 123"],
    ['a=1', 'a=1'],
    ['a\0b\ud800', 'a\uFFFDb\uFFFD'],
    ['', ''],
    [null, null],
  ])('writes %j as %j', async (told, cell) => {
    expect(await read('text', told)).toEqual([cell]);
  });

  it('does not change numbers, times, booleans and JSON', async () => {
    expect(await read('number', -5, 0, 1.5, null)).toEqual(['-5', '0', '1.5', null]);
    expect(await read('boolean', true, false)).toEqual(['true', 'false']);
    expect(await read('instant', '2026-11-23T09:30:00.217Z')).toEqual(['2026-11-23T09:30:00.217Z']);
    const attributes = { '=a': '"b",\r\n' };
    expect(JSON.parse((await read('json', attributes))[0]!)).toEqual(attributes);
  });

  it('quotes text and nothing else, which distinguishes a text of digits from a number', async () => {
    const types: CellType[] = ['text', 'number', 'instant', 'boolean', 'json'];
    const columns = types.map((type): Column<Partial<Record<CellType, Cell>>> => ({
      name: type,
      type,
      of: (row) => row[type] ?? null,
    }));
    const row = { text: '00123', number: 5, instant: '2026-11-23T09:30:00.217Z', boolean: true, json: { a: 1 } };
    expect((await textOf(csv(columns, paged([row])))).split('\r\n')[1]).toBe(
      '"00123",5,2026-11-23T09:30:00.217Z,true,"{""a"":1}"',
    );
  });

  it('has its header and CRLF even if it is empty', async () => {
    expect(await textOf(csv([column('text'), column('number')], paged()))).toBe('\uFEFFtext,number\r\n');
  });
});
