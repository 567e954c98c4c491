/** What becomes of what LiveKit sent. Without schemas, so that a page may import these values and nothing more. */

/** What stands in a payload in the place of a secret. */
export const REMOVED = '[removed]';

/** Metadata and each attribute are cut to this many bytes of UTF-8 in lists, topics and the feed. */
export const METADATA_PREVIEW_BYTES = 1024;
