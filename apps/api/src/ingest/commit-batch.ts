/**
 * One batch, one transaction: lock the head, drop what is stored already, load, fold, write, append, move the head. Either all
 * of it is durable when this resolves, or none of it is.
 */
import { fold } from '@livekit-dashboard/domain';
import type { FeedBatch } from '../store/feed';
import { type BatchTransaction, eventKey, type Written } from '../store/repositories/batch-transaction';
import type { WorkingSet } from '../store/working-set';
import { toStoredEvent } from '../store/views';
import { type EventRow, toEventRow } from './event-row';
import { withoutErased } from './erased';
import { isForgotten } from './forgotten';
import type { ReceivedEvent } from './received-event';

export type Outcome = 'stored' | 'duplicate' | 'quarantined';

export interface CommittedBatch {
  /** One for each event, in the order given. */
  readonly outcomes: readonly Outcome[];
  /** How many of those that were stored are older than what is kept of sessions: they are in the log and changed nothing. */
  readonly forgotten: number;
  /** What to publish; null if nothing was stored. */
  readonly feed: FeedBatch | null;
}

export async function commitBatch(tx: BatchTransaction, batch: readonly ReceivedEvent[]): Promise<CommittedBatch> {
  const { epoch, offset: fromOffset, stored, sessionsFromMs } = await tx.open(batch);
  const outcomes = batch.map(({ source, event }): Outcome =>
    isFirst(stored, eventKey(source, event.id)) ? 'stored' : 'duplicate',
  );
  const fresh = batch.filter((_, i) => outcomes[i] === 'stored');
  const sets = await loadSets(tx, fresh);
  const { rows, faults, forgotten } = foldAll(await withoutErased(tx, fresh, sets), sets, {
    fromOffset,
    sessionsFromMs,
  });
  for (const { received } of faults) {
    const { source, event } = received;
    outcomes[batch.findIndex((one) => one.source === source && one.event.id === event.id)] = 'quarantined';
  }

  const changes = await tx.commit({
    sets: [...sets.values()],
    events: rows,
    quarantined: faults.map(({ received, error }) => quarantined(received, error)),
  });
  if (rows.length === 0) return { outcomes, forgotten, feed: null };
  const toOffset = fromOffset + rows.length;
  return { outcomes, forgotten, feed: { epoch, fromOffset, toOffset, changes, events: rows.map(toStoredEvent) } };
}

/** True the first time a key is asked about: not stored, and not earlier in the batch. */
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

interface Place {
  readonly fromOffset: number;
  readonly sessionsFromMs: number | null;
}

interface Folded {
  readonly rows: EventRow[];
  readonly faults: { readonly received: ReceivedEvent; readonly error: unknown }[];
  forgotten: number;
}

/** A fold that throws leaves the state as it was, so one poison event fails alone. */
function foldAll(
  events: readonly ReceivedEvent[],
  sets: ReadonlyMap<string, WorkingSet>,
  { fromOffset, sessionsFromMs }: Place,
): Folded {
  const folded: Folded = { rows: [], faults: [], forgotten: 0 };
  for (const received of events) {
    const set = sets.get(received.source);
    if (!set) continue;
    const offset = fromOffset + folded.rows.length + 1;
    try {
      const forgotten = isForgotten(received.event, set.state, sessionsFromMs);
      if (!forgotten) set.apply(fold(set.state, received.event), offset);
      folded.rows.push(toEventRow(received, offset));
      folded.forgotten += Number(forgotten);
    } catch (error) {
      folded.faults.push({ received, error });
    }
  }
  return folded;
}

export const quarantined = (
  { source, event, receivedAt, payload }: ReceivedEvent,
  error: unknown,
): Written['quarantined'][number] => ({
  source,
  eventId: event.id,
  receivedMs: receivedAt,
  reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  payload,
});
