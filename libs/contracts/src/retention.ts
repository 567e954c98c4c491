/** How long data is kept, and how one person's data is erased. */
import { z } from 'zod';
import { count, instant, offset, text } from './values';

/** Days for which clients that resume learn of a deleted row. */
export const TOMBSTONE_DAYS = 7;

const days = z.int().min(1).nullable();

/** How long data is kept, and the state of its deletion. */
export const retention = z.object({
  eventsDays: days.describe('Days for which raw events are kept (`RETENTION_DAYS`). Null: forever.'),
  sessionsDays: days.describe('Days for which ended sessions are kept (`SESSION_RETENTION_DAYS`). Null: forever.'),
  tombstoneDays: count.describe('Days for which clients that resume learn of a deleted row.'),
  floor: offset.describe('Every raw event up to this offset is deleted. 0: none is.'),
  oldestEventAt: instant.nullable().describe('When the oldest raw event that is kept arrived. Null: none is kept.'),
  lastRun: z
    .object({
      startedAt: instant.describe('When it started.'),
      finishedAt: instant.nullable().describe('When it ended. Null while it runs, or if it was interrupted.'),
      events: count.describe('Raw events that it deleted.'),
      sessions: count.describe('Sessions that it deleted.'),
      error: text.nullable().describe('Why it failed. Null: it did not.'),
    })
    .nullable()
    .describe('The last run of the deletion. Null: there was none yet.'),
});

/** Body of `POST erasures`. */
export const erasureRequest = z.strictObject({
  identity: z.string().min(1).max(4096).describe('Exact identity, on every server.'),
});

/** Result of erasing one person's data. */
export const erasure = z.object({
  pseudonym: text
    .nullable()
    .describe('The text that replaces the identity, random and new with each erasure. Null: nothing was found.'),
  participants: count.describe('Connections whose identity, name, metadata and attributes were erased.'),
  tracks: count.describe('Their tracks, whose names were erased.'),
  events: count.describe('Raw events whose payload named the person.'),
});
