/**
 * `node tools/compress.mjs <folder>`: beside every file of text in it the same as brotli and gzip, as small as they get, for the api to
 * send as they are. A file that hardly shrinks gets none; what is compressed already (fonts, pictures) is left alone.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(?:js|css|html|svg|json|txt|webmanifest|ico)$/;
const COMPRESSED = /\.(?:br|gz)$/;
const WORTH_IT = 0.9;

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
const gzip = (bytes) => gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });

const [folder] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
for (const file of files.filter((name) => COMPRESSED.test(name))) rmSync(file);
for (const file of files.filter((name) => TEXT.test(name))) {
  const bytes = readFileSync(file);
  for (const [ending, compress] of Object.entries({ br: brotli, gz: gzip })) {
    const smaller = compress(bytes);
    if (smaller.length < bytes.length * WORTH_IT) writeFileSync(`${file}.${ending}`, smaller);
  }
}
