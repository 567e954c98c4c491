import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

export interface File {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The download of a click on a file of the open menu. */
export async function download(page: Page, link: string): Promise<File> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: link, exact: true }).click();
  const file = await downloading;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The lines of a CSV without line breaks in its cells, the heading first. */
export const csvLines = ({ bytes }: File): string[] =>
  bytes.toString('utf8').replace('\uFEFF', '').trim().split('\r\n');

/** Whether it is an XLSX: a ZIP with the names of its parts. */
export const isWorkbook = ({ bytes }: File): boolean =>
  bytes.subarray(0, 2).toString() === 'PK' && bytes.includes('xl/worksheets/sheet1.xml');
