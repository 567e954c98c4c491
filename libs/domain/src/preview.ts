/** Metadata and attributes may be half a MiB; what travels in lists, topics and the feed is cut. */
import { METADATA_PREVIEW_BYTES } from '@livekit-dashboard/contracts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Size in bytes of UTF-8. */
export const utf8Bytes = (text: string): number => encoder.encode(text).length;

/** At most `METADATA_PREVIEW_BYTES` bytes of UTF-8, no character cut in half. */
export function cutText(text: string): string {
  // A UTF-16 unit takes at most 3 bytes, so short texts need no measuring.
  if (text.length * 3 <= METADATA_PREVIEW_BYTES) return text;
  const bytes = encoder.encode(text);
  if (bytes.length <= METADATA_PREVIEW_BYTES) return text;
  let end = METADATA_PREVIEW_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return decoder.decode(bytes.subarray(0, end));
}

type Described = { readonly metadata: string | null; readonly attributes?: Readonly<Record<string, string>> };

/** The row with its metadata and each attribute cut. */
export function preview<T extends Described>(row: T): T {
  const metadata = row.metadata === null ? null : cutText(row.metadata);
  if (!row.attributes) return { ...row, metadata };
  const attributes = Object.fromEntries(Object.entries(row.attributes).map(([key, value]) => [key, cutText(value)]));
  return { ...row, metadata, attributes };
}
