/**
 * A workbook that is written while the rows are read: a sheet is one stream into the zip, and when it is full the next
 * one begins. Lifecycle: destroying the stream stops the current sheet and the reading of rows.
 */
import { type PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Column } from './columns';
import { RowFeed } from './row-feed';
import { partsOf, sheetPath } from './xlsx-parts';
import { ROWS_OF_A_SHEET, sheetXml } from './xlsx-sheet';

/** A low compression level, since it costs the api's CPU. */
const PRESSED = { compressionLevel: 1 } as const;

export function xlsx<T>(
  title: string,
  columns: readonly Column<T>[],
  pages: AsyncIterable<readonly T[]>,
  rowsOfASheet = ROWS_OF_A_SHEET,
): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as PassThrough;
  const feed = new RowFeed(pages);
  const sheetOf = (): Readable => {
    const sheet = Readable.from(sheetXml(columns, feed, rowsOfASheet));
    out.once('close', () => sheet.destroy());
    return sheet;
  };
  zip.on('error', (error) => out.destroy(error as Error));
  addSheets(zip, title, feed, sheetOf).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

async function addSheets<T>(zip: ZipFile, title: string, feed: RowFeed<T>, sheetOf: () => Readable): Promise<void> {
  try {
    let sheets = 0;
    do {
      sheets += 1;
      const sheet = sheetOf();
      zip.addReadStream(sheet, sheetPath(sheets), PRESSED);
      await finished(sheet);
    } while (await feed.more());
    for (const [path, xml] of partsOf(title, sheets)) zip.addBuffer(Buffer.from(xml), path, PRESSED);
    zip.end();
  } finally {
    await feed.close();
  }
}
