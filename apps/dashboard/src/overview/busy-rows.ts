/**
 * Which of the busiest sessions stands in which row. Pure.
 *
 * While the list is held nothing moves: a row keeps its place with its newest values, one that is no longer among the
 * busiest says so in place, and others come in below while there is room. Let go of, the list is as the server orders
 * it.
 */
import type { BusySession } from '@livekit-dashboard/contracts';
import { keepPlaces } from '../live/keep-places';

export const MOST_ROWS = 10;

export interface BusyRow {
  readonly session: BusySession;
  /** When it left the busiest sessions. Null: it is one of them. */
  readonly goneAt: string | null;
}

export const fresh = (sessions: readonly BusySession[]): readonly BusyRow[] =>
  sessions.slice(0, MOST_ROWS).map((session) => ({ session, goneAt: null }));

export function inPlace(rows: readonly BusyRow[], sessions: readonly BusySession[], at: string): readonly BusyRow[] {
  const ifGone = rows.map(({ session, goneAt }) => ({ session, goneAt: goneAt ?? at }));
  return keepPlaces<BusyRow>(ifGone, fresh(sessions), ({ session }) => session.sid).slice(0, MOST_ROWS);
}
