/** What events are sorted and counted by. Without schemas, so that a page may import these values and nothing more. */

/** `offset`: commit order, oldest first. `-receivedAt`: newest first, as people read a log. */
export const EVENT_SORTS = ['offset', '-receivedAt'] as const;
/** What events are counted by. */
export const EVENT_FACETS = ['event', 'source', 'room'] as const;
/** Max number of values per facet. */
export const FACET_VALUES = 20;
/** Max number of buckets of a histogram. */
export const BUCKETS_LIMIT = 200;
/** Max number of event names that one request filters by. */
export const EVENT_NAMES_LIMIT = 30;

export type EventSort = (typeof EVENT_SORTS)[number];
export type EventFacetName = (typeof EVENT_FACETS)[number];
