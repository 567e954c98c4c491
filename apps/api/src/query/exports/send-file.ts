/**
 * Sends a file as a response. The first page is read before anything is sent, so that an error is answered as a problem
 * with its status. A later error can only abort the response, which programs recognize as incomplete.
 */
import type { Readable } from 'node:stream';
import type { ExportFormat } from '@livekit-dashboard/contracts';
import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Column } from './columns';
import { csv } from './csv';
import { json } from './json';
import { xlsx } from './xlsx';

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export interface Table<T> {
  readonly title: string;
  readonly columns: readonly Column<T>[];
  readonly pages: AsyncGenerator<readonly T[]>;
  /** How a row is written as JSON, if it is not an object of the contract. */
  readonly textOf?: (row: T) => string;
}

export interface FileAsked {
  readonly format: ExportFormat;
  readonly name: string;
  readonly signal: AbortSignal;
}

export async function sendFile<T>(table: Table<T>, { format, name, signal }: FileAsked, reply: FastifyReply) {
  const pages = await begun(table.pages);
  const file = written(format, { ...table, pages });
  file.on('error', (error: Error) => {
    if (!signal.aborted) new Logger('Export').error(`${name} broke off: ${error.message}`, error.stack);
  });
  await reply
    .header('content-type', CONTENT_TYPES[format])
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(file);
}

function written<T>(format: ExportFormat, { title, columns, pages, textOf }: Table<T>): Readable {
  switch (format) {
    case 'csv':
      return csv(columns, pages);
    case 'json':
      return json(pages, textOf);
    case 'xlsx':
      return xlsx(title, columns, pages);
  }
}

/** The same pages, with the first one already read. */
async function begun<T>(pages: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await pages.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* pages;
  })();
}
