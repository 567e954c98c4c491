/** `GET events` and its reply: the log filtered over all time, counted by value (facets) and over time (buckets). */
import { z } from 'zod';
import { storedEvent } from './entities';
import { BUCKETS_LIMIT, EVENT_FACETS, EVENT_NAMES_LIMIT, EVENT_SORTS, FACET_VALUES } from './event-values';
import { asOf, filter, listOf, page, range } from './list';
import { count, instant, text } from './values';

const LIST_OF_FACETS = new RegExp(`^(${EVENT_FACETS.join('|')})(,(${EVENT_FACETS.join('|')}))*$`);

/** Query of `GET events`. */
export const eventsQuery = z.strictObject({
  event: z
    .string()
    .min(1)
    .max(2048)
    .refine((names) => names.split(',').length <= EVENT_NAMES_LIMIT, `at most ${EVENT_NAMES_LIMIT} names`)
    .optional()
    .describe("LiveKit's name of the event, or several separated by commas: any of them."),
  session: filter.describe('Session sid.'),
  room: filter.describe('Exact room name.'),
  identity: filter.describe('Exact identity.'),
  source: filter.describe('Name of the configured LiveKit server that sent it.'),
  q: filter.describe(
    'A whole room name, identity, session, participant, track, egress or ingress id, found over all time; or a part of one ' +
      '(not of egress and ingress ids), searched for in the newest events: see `searchedFrom`.',
  ),
  after: z.coerce.number().int().min(0).optional().describe('Only events with a higher offset.'),
  ...range,
  sort: z.enum(EVENT_SORTS).default('offset').describe('`offset`: commit order. `-receivedAt`: newest first.'),
  facets: z
    .string()
    .regex(LIST_OF_FACETS, `of ${EVENT_FACETS.join(',')}`)
    .optional()
    .describe(
      'Count the matching events by these, separated by commas. A facet ignores the filter on its own field, so that its other values show.',
    ),
  buckets: z.coerce
    .number()
    .int()
    .min(1)
    .max(BUCKETS_LIMIT)
    .optional()
    .describe('Count the matching events over time, in at most this many equal buckets.'),
  limit: page.limit,
  cursor: page.cursor,
});

/** Query of `GET sessions/{sid}/events`. */
export const sessionEventsQuery = eventsQuery.omit({ session: true });

/** Query of `GET events/{id}`. */
export const eventQuery = z.strictObject({
  source: filter.describe('Server of the event; needed only if two servers sent events with the same id.'),
});

/** The matching events counted by one property. */
export const eventFacet = z.object({
  values: z
    .array(z.object({ value: text.describe('The value.'), count: count.describe('Matching events with this value.') }))
    .max(FACET_VALUES)
    .describe(
      'Most frequent first, at most 20. Events without a value, or with one longer than a filter accepts, are not counted.',
    ),
  more: z.boolean().describe('Whether there are more values than these.'),
  countedFrom: instant
    .nullable()
    .describe('Only the newest events were counted, back to this instant. Null: all that match.'),
});

/** The matching events counted over time. */
export const eventBuckets = z.object({
  from: instant.describe('Start of the first bucket.'),
  to: instant.describe('End of the last bucket.'),
  stepMs: count.describe('Length of each bucket in ms.'),
  counts: z.array(count).describe('Matching events of each bucket, oldest first.'),
  countedFrom: instant
    .nullable()
    .describe('Only the newest events were counted, back to this instant. Null: all that match.'),
});

/** A page of events. */
export const eventList = listOf(storedEvent).extend({
  searchedFrom: instant
    .nullable()
    .optional()
    .describe(
      'With `q`: parts were searched for back to this instant. Null: in all events that the other filters match.',
    ),
  facets: z
    .object({
      event: eventFacet.optional().describe("By LiveKit's name of the event."),
      source: eventFacet.optional().describe('By server.'),
      room: eventFacet.optional().describe('By room name.'),
    })
    .optional()
    .describe('With `facets`: the requested ones.'),
  buckets: eventBuckets.nullable().optional().describe('With `buckets`: the counts. Null: no event matches.'),
});

/** One event. */
export const eventDetail = z.object({ event: storedEvent.describe('The event.'), ...asOf });
