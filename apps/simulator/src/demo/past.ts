/**
 * The past events in two parts, each in the order of time: `recent` is what a user sees at once (sessions that are
 * open, or were within the last hour), `older` is the rest. The recent part is posted first, so that pages show
 * activity in the first seconds; the order within a session is LiveKit's.
 */
import type { Delivery } from '@livekit-dashboard/traffic';

const RECENT_MS = 3_600_000;

export interface Past {
  readonly recent: readonly Delivery[];
  readonly older: readonly Delivery[];
  /** The first that is not due yet; null if nothing follows. */
  readonly next: Delivery | null;
}

export function takePast(deliveries: Iterator<Delivery, unknown>, nowMs: number): Past {
  const past: Delivery[] = [];
  let result = deliveries.next();
  for (; !result.done && result.value.atMs <= nowMs; result = deliveries.next()) past.push(result.value);
  const recent = recentSessions(past, nowMs - RECENT_MS);
  return {
    recent: past.filter(({ session }) => recent.has(session)),
    older: past.filter(({ session }) => !recent.has(session)),
    next: result.done ? null : result.value,
  };
}

function recentSessions(past: readonly Delivery[], fromMs: number): Set<string> {
  const over = new Set(past.flatMap(({ event, session }) => (event === 'room_finished' ? session : [])));
  return new Set(past.flatMap(({ atMs, session }) => (atMs >= fromMs || !over.has(session) ? session : [])));
}
