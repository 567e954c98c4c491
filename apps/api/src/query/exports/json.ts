/** An array of the contract's objects, one per line. It is valid JSON only if it is complete. */
import { Readable } from 'node:stream';

export const json = <T>(pages: AsyncIterable<readonly T[]>, textOf: (row: T) => string = JSON.stringify): Readable =>
  Readable.from(lines(pages, textOf));

async function* lines<T>(pages: AsyncIterable<readonly T[]>, textOf: (row: T) => string): AsyncGenerator<string> {
  let before = '[\n';
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield before + rows.map((row) => textOf(row)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
