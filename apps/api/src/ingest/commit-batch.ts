/**
 * Stores one batch in one transaction: lock the head, drop duplicates, load the working set, fold, write rows, append
 * events, move the head. When this resolves all of it is durable, otherwise none of it is (ST2).
 */
import { fold, isFolded } from '@livekit-dashboard/domain';
import type { FeedBatch } from '../store/stream/feed';
import { type BatchTransaction, eventKey, type Written } from '../store/batch/batch-transaction';
import type { WorkingSet } from '../store/batch/working-set';
import { toStoredEvent } from '../store/entities/stored-event';
import { type EventRow, setSession, toEventRow } from './event-row';
import { withoutErased } from './erased';
import { isForgotten } from './forgotten';
import type { ReceivedEvent } from './received-event';

export type Outcome = 'stored' | 'duplicate' | 'quarantined';

export interface CommittedBatch {
  /** One for each event, in the given order. */
  readonly outcomes: readonly Outcome[];
  /** How many of the stored events are older than the retained sessions: they are in the log and changed no row. */
  readonly forgotten: number;
  /** The batch to publish; null if nothing was stored. */
  readonly feed: FeedBatch | null;
}

export async function commitBatch(tx: BatchTransaction, batch: readonly ReceivedEvent[]): Promise<CommittedBatch> {
  const { epoch, offset: fromOffset, stored, sessionsFromMs } = await tx.open(batch);
  const outcomes = batch.map(({ source, event }): Outcome =>
    isFirst(stored, eventKey(source, event.id)) ? 'stored' : 'duplicate',
  );
  const fresh = batch.filter((_, i) => outcomes[i] === 'stored');
  const sets = await loadSets(tx, fresh);
  const { entries, failures, forgotten } = foldAll(await withoutErased(tx, fresh, sets), sets, {
    fromOffset,
    sessionsFromMs,
  });
  for (const { received } of failures) {
    const { source, event } = received;
    outcomes[batch.findIndex((one) => one.source === source && one.event.id === event.id)] = 'quarantined';
  }

  const { changes, moved } = await tx.commit({
    sets: [...sets.values()],
    events: entries,
    quarantined: failures.map(({ received, error }) => quarantined(received, error)),
  });
  if (entries.length === 0) return { outcomes, forgotten, feed: null };
  const toOffset = fromOffset + entries.length;
  const events = bytesOf(fresh) > FEED_EVENTS_BYTES ? null : entries.map(toStoredEvent);
  return {
    outcomes,
    forgotten,
    feed: { epoch, fromOffset, toOffset, changes, events, ...(moved.length > 0 && { moved }) },
  };
}

/**
 * The feed carries payloads up to this many bytes a batch. Topics load those of a larger batch from the store, in
 * parts.
 */
const FEED_EVENTS_BYTES = 1024 * 1024;

const bytesOf = (events: readonly ReceivedEvent[]): number => events.reduce((sum, { bytes }) => sum + bytes, 0);

/** Whether the key is new, neither stored nor earlier in the batch. Adds it to `seen`. */
function isFirst(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

async function loadSets(tx: BatchTransaction, events: readonly ReceivedEvent[]): Promise<Map<string, WorkingSet>> {
  const sets = new Map<string, WorkingSet>();
  for (const source of new Set(events.map((received) => received.source))) {
    const own = events.filter((received) => received.source === source);
    sets.set(
      source,
      await tx.load(
        source,
        own.map(({ event }) => event),
      ),
    );
  }
  return sets;
}

interface FoldContext {
  readonly fromOffset: number;
  readonly sessionsFromMs: number | null;
}

interface Folded {
  readonly entries: EventRow[];
  readonly failures: { readonly received: ReceivedEvent; readonly error: unknown }[];
  forgotten: number;
}

/** The session of each connection is certain only after the whole batch is folded. */
function setSessions(entries: readonly EventRow[], sets: ReadonlyMap<string, WorkingSet>): void {
  for (const row of entries) {
    const set = sets.get(row.source);
    if (set && isFolded(row.event)) setSession(row, set.state);
  }
}

/** A fold that throws leaves the state unchanged, so one event that cannot be folded fails alone (ST6). */
function foldAll(
  events: readonly ReceivedEvent[],
  sets: ReadonlyMap<string, WorkingSet>,
  { fromOffset, sessionsFromMs }: FoldContext,
): Folded {
  const folded: Folded = { entries: [], failures: [], forgotten: 0 };
  for (const received of events) {
    const set = sets.get(received.source);
    // Skipping the event would acknowledge it without storing it.
    if (!set) throw new Error(`No rows were loaded for the server ${received.source}.`);
    const offset = fromOffset + folded.entries.length + 1;
    try {
      const forgotten = isForgotten(received.event, set.state, sessionsFromMs);
      if (!forgotten) set.apply(fold(set.state, received.event), offset);
      folded.entries.push(toEventRow(received, offset));
      folded.forgotten += Number(forgotten);
    } catch (error) {
      folded.failures.push({ received, error });
    }
  }
  setSessions(folded.entries, sets);
  return folded;
}

export const quarantined = (
  { source, apiKey, synthetic, event, receivedAt, payload }: ReceivedEvent,
  error: unknown,
): Written['quarantined'][number] => ({
  source,
  eventId: event.id,
  apiKey,
  synthetic,
  receivedMs: receivedAt,
  reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  payload,
});
