/**
 * The events of a file, each still a text: of the list that our export writes (`[`, an event a line with a comma after it, `]`), or of
 * JSON lines. A list without its end was cut off, which is reported as one more line that cannot be read.
 */
import type { Line } from './lines';

const BYTE_ORDER_MARK = '\uFEFF';

export async function* entriesOf(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  let listIsOpen = false;
  let number = 0;
  for await (const line of lines) {
    number = line.number;
    const text = line.ok ? textOf(line) : null;
    if (text === '[' || text === ']') listIsOpen = text === '[';
    else if (text === null) yield line;
    else if (text !== '' && text !== '[]')
      yield { number, ok: true, text: text.endsWith(',') ? text.slice(0, -1) : text };
  }
  if (listIsOpen) yield { number, ok: false, reason: 'the list has no end: the file was cut off' };
}

const textOf = ({ number, text }: { readonly number: number; readonly text: string }): string =>
  (number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).trim();
