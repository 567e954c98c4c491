/** An array of the contract's own objects, a line each. It is valid JSON only if it is whole. */
import { Readable } from 'node:stream';

export const json = (pages: AsyncIterable<readonly unknown[]>): Readable => Readable.from(lines(pages));

async function* lines(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
