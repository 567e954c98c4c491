/**
 * The order of the busiest sessions. Pure.
 *
 * While the list is held no row moves: a row keeps its place with its newest values, a session that is no longer among
 * the busiest is marked in its place, and others are added below while there is space. When the list is released, it is
 * in the server's order.
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
