/**
 * Which of the busiest sessions stands in which row. Pure.
 *
 * While the list is held nothing moves: a row keeps its place with its newest values, one that is no longer among the busiest says
 * so in place, and others come in below while there is room. Let go of, the list is as the server orders it.
 */
import type { BusySession } from '@livekit-dashboard/contracts';

export const MOST_ROWS = 10;

export interface BusyRow {
  readonly session: BusySession;
  /** When it was no longer among them; null: it is. */
  readonly goneAt: string | null;
}

export const fresh = (sessions: readonly BusySession[]): readonly BusyRow[] =>
  sessions.slice(0, MOST_ROWS).map((session) => ({ session, goneAt: null }));

export function inPlace(rows: readonly BusyRow[], sessions: readonly BusySession[], at: string): readonly BusyRow[] {
  const present = new Map(sessions.map((session) => [session.sid, session]));
  const kept = rows.map(({ session, goneAt }): BusyRow => {
    const now = present.get(session.sid);
    return now ? { session: now, goneAt: null } : { session, goneAt: goneAt ?? at };
  });
  const known = new Set(rows.map(({ session }) => session.sid));
  return [...kept, ...fresh(sessions.filter(({ sid }) => !known.has(sid)))].slice(0, MOST_ROWS);
}
