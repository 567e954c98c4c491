/** The rows of the Events page: stored events and rejected deliveries in one list, newest first. Pure. */
import type { Rejection, StoredEvent } from '@livekit-dashboard/contracts';

export type EventRow =
  | { readonly key: string; readonly at: string; readonly event: StoredEvent; readonly rejection: null }
  | { readonly key: string; readonly at: string; readonly event: null; readonly rejection: Rejection };

export const eventRow = (event: StoredEvent): EventRow => ({
  key: String(event.offset),
  at: event.receivedAt,
  event,
  rejection: null,
});

const rejectionRow = (rejection: Rejection): EventRow => ({
  key: `rejection ${rejection.id}`,
  at: rejection.at,
  event: null,
  rejection,
});

const isBefore = (a: StoredEvent, b: StoredEvent): number =>
  a.receivedAt === b.receivedAt ? b.offset - a.offset : a.receivedAt < b.receivedAt ? 1 : -1;

/** Merges both lists, each event once, newest first; at most `limit`. */
export function joined(
  one: readonly StoredEvent[],
  other: readonly StoredEvent[],
  limit: number,
): readonly StoredEvent[] {
  const all = new Map([...one, ...other].map((event) => [event.offset, event]));
  return [...all.values()].sort(isBefore).slice(0, limit);
}

/**
 * Events and rejected deliveries. If older events can still be loaded, deliveries before the oldest event are left out
 * until then: otherwise rows would be inserted above them later.
 */
export function rowsOf(
  events: readonly StoredEvent[],
  rejections: readonly Rejection[],
  hasOlder: boolean,
): readonly EventRow[] {
  const oldest = hasOlder ? (events.at(-1)?.receivedAt ?? '') : '';
  const shown = rejections.filter(({ at }) => at >= oldest).map(rejectionRow);
  if (shown.length === 0) return events.map(eventRow);
  return [...events.map(eventRow), ...shown].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}
