/**
 * The lines of a file, in bounded memory whatever the length of the file or its lines: a line over the limit is
 * reported without its content. Lines are split before they are decoded, so invalid UTF-8 affects its own line only.
 */
import { isUtf8 } from 'node:buffer';

export type Line = { readonly number: number } & (
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }
);

const LINE_FEED = 0x0a;

export async function* linesOf(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line> {
  const cutter = new Cutter(maxBytes);
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      cutter.hold(chunk.subarray(from, end));
      yield cutter.cut();
      from = end + 1;
    }
    cutter.hold(chunk.subarray(from));
  }
  if (cutter.holds) yield cutter.cut();
}

class Cutter {
  private pieces: Buffer[] = [];
  private bytes = 0;
  private number = 0;

  constructor(private readonly maxBytes: number) {}

  get holds(): boolean {
    return this.bytes > 0;
  }

  hold(piece: Buffer): void {
    this.bytes += piece.length;
    if (this.bytes > this.maxBytes) this.pieces = [];
    else this.pieces.push(piece);
  }

  cut(): Line {
    const [line, tooLong] = [Buffer.concat(this.pieces), this.bytes > this.maxBytes];
    this.pieces = [];
    this.bytes = 0;
    this.number += 1;
    const { number } = this;
    if (tooLong)
      return { number, ok: false, reason: `longer than ${this.maxBytes} bytes; each event is a line of its own` };
    if (!isUtf8(line)) return { number, ok: false, reason: 'not UTF-8' };
    return { number, ok: true, text: line.toString('utf8') };
  }
}
