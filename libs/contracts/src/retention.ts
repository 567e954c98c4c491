/** How long things are kept, and how what is kept of one person is erased. */
import { z } from 'zod';
import { count, instant, offset, text } from './values';

/** A row that was deleted is told to those who resume for this many days. */
export const TOMBSTONE_DAYS = 7;

const days = z.int().min(1).nullable();

export const retention = z.object({
  eventsDays: days.describe('Days that raw events are kept (`RETENTION_DAYS`); null: for ever.'),
  sessionsDays: days.describe('Days that ended sessions are kept (`SESSION_RETENTION_DAYS`); null: for ever.'),
  tombstoneDays: count.describe('Days for which a deletion is told to those who resume.'),
  floor: offset.describe('Every raw event up to this offset is deleted. 0: none is.'),
  oldestEventAt: instant.nullable().describe('When the oldest raw event that is kept came; null: none is kept.'),
  lastRun: z
    .object({
      startedAt: instant,
      finishedAt: instant.nullable().describe('Null while it is under way, or if it was cut short.'),
      events: count.describe('Raw events it deleted.'),
      sessions: count.describe('Sessions it deleted.'),
      error: text.nullable(),
    })
    .nullable()
    .describe('Null: there was none yet.'),
});

export type Retention = z.infer<typeof retention>;

export const erasureRequest = z.strictObject({
  identity: z.string().min(1).max(4096).describe('Exactly as LiveKit tells it, on every server.'),
});

export const erasure = z.object({
  pseudonym: text
    .nullable()
    .describe('What stands for the identity now, random and new with each erasure. Null: nothing was found of it.'),
  participants: count.describe('Connections whose identity, name, metadata and attributes were erased.'),
  tracks: count.describe('Their tracks, whose names were erased.'),
  events: count.describe('Raw events whose payload told of the person.'),
});

export type ErasureRequest = z.infer<typeof erasureRequest>;
export type Erasure = z.infer<typeof erasure>;
