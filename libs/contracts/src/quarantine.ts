/** Events that could not be stored because of an error of the dashboard: kept raw apart from the log, and processed again on request. */
import { z } from 'zod';
import { asOf, nextCursor } from './list';
import { count, instant, json, text } from './values';

/** Max number of events that one request processes again. */
export const QUARANTINE_RETRY_LIMIT = 500;

/** An event in quarantine. */
export const quarantinedEvent = z.object({
  id: count.describe('Number of the entry, ascending.'),
  source: text.describe('Name of the configured LiveKit server that sent it.'),
  eventId: text.describe("LiveKit's event id, unique within `source`."),
  event: text.nullable().describe("LiveKit's name of the event. Null: the payload names none."),
  receivedAt: instant.describe('When it arrived.'),
  reason: text.describe('Why it could not be stored, from the last attempt.'),
  payload: json.describe('The JSON that LiveKit sent, without secrets.'),
});

/** Query of `GET quarantine`. */
export const quarantineQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Max number of events per page.'),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'not a cursor of this list')
    .optional()
    .describe('`nextCursor` of the page before.'),
});

/** Events in quarantine, newest first. A page ends early where its payloads would be more than 4 MiB. */
export const quarantineList = z.object({
  items: z.array(quarantinedEvent).describe('The events of this page.'),
  nextCursor,
  total: count.describe('Number of events in quarantine.'),
  ...asOf,
});

/** Body of `POST quarantine/retry`. */
export const quarantineRetryRequest = z.strictObject({
  ids: z
    .array(count)
    .min(1)
    .max(QUARANTINE_RETRY_LIMIT)
    .optional()
    .describe(`Only these. Left out: all, the oldest first, ${QUARANTINE_RETRY_LIMIT} at a time.`),
  after: count.optional().describe('With all: only those with a higher `id`, the `next` of the request before.'),
});

/**
 * Result of processing quarantined events again. Those that fail again stay, with their new reason. Nothing is lost, and repeating the
 * request is harmless.
 */
export const quarantineRetry = z.object({
  stored: count.describe('Stored now, each with an offset, and no longer in quarantine.'),
  duplicates: count.describe('Removed from quarantine because the log has them already.'),
  failed: z
    .array(
      z.object({
        id: count.describe('Number of the entry.'),
        reason: text.describe('Why it could not be stored this time.'),
      }),
    )
    .describe('Still in quarantine.'),
  next: count.nullable().describe('There may be more: repeat with `after`. Null: those were all.'),
});
