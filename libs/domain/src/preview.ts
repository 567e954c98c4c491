/** Truncates texts for lists, topics and the feed: texts from LiveKit have no length limit. */
import { METADATA_PREVIEW_BYTES } from '@livekit-dashboard/contracts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Size in bytes of UTF-8. */
export const utf8Bytes = (text: string): number => encoder.encode(text).length;

/** Truncates to `METADATA_PREVIEW_BYTES` bytes of UTF-8, without splitting a character. */
export function truncateText(text: string): string {
  // A UTF-16 code unit takes at most 3 bytes, so short texts need no encoding.
  if (text.length * 3 <= METADATA_PREVIEW_BYTES) return text;
  const bytes = encoder.encode(text);
  if (bytes.length <= METADATA_PREVIEW_BYTES) return text;
  let end = METADATA_PREVIEW_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return decoder.decode(bytes.subarray(0, end));
}

/** The row with each of its texts and attributes truncated. */
export function preview<T extends object>(row: T): T {
  const truncated = truncateTexts(row);
  if (!('attributes' in truncated) || typeof truncated.attributes !== 'object' || truncated.attributes === null)
    return truncated;
  return { ...truncated, attributes: truncateTexts(truncated.attributes) };
}

/** Returns the same object if no text is too long, as in most rows. */
function truncateTexts<T extends object>(texts: T): T {
  const cut = Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const short = typeof value === 'string' ? truncateText(value) : value;
    return short === value ? [] : [[key, short] as const];
  });
  return cut.length === 0 ? texts : { ...texts, ...Object.fromEntries(cut) };
}
