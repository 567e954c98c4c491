/**
 * The files of a zip, by its central directory; each must be complete. For tests: sizes above 4 GB are not supported.
 */
import { crc32, inflateRawSync } from 'node:zlib';

export function unzip(zip: Buffer): ReadonlyMap<string, string> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength!);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20)));
    if (crc32(content) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} has a wrong checksum`);
    files.set(name, content.toString('utf8'));
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return files;
}
