/** Opens a file, or standard input for `-`; decompressed if its name ends in .gz. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ImportedFile } from './importer';

export function openFile(path: string): ImportedFile {
  if (path === '-') return { name: 'stdin', chunks: process.stdin };
  const file = createReadStream(path);
  const chunks = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file; // an error of either ends the reading
  return { name: basename(path), chunks };
}
