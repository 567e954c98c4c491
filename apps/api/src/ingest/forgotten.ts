import { type DomainEvent, type State, reportedRoom } from '@livekit-dashboard/domain';

/**
 * Whether the event is older than the retained sessions and belongs to none that is stored (ER7). It is acknowledged
 * and stored raw, but neither restores a deleted session nor creates one that retention would delete next.
 * `sessionsFromMs` null: all sessions are retained.
 */
export function isForgotten(
  event: DomainEvent,
  { sessions, participants }: Pick<State, 'sessions' | 'participants'>,
  sessionsFromMs: number | null,
): boolean {
  if (sessionsFromMs === null || event.createdAtMs >= sessionsFromMs) return false;
  const known = participants.get(event.participant?.sid ?? '');
  const sid = reportedRoom(event)?.sid ?? known?.sessionSid ?? null;
  return sid === null || !sessions.has(sid);
}
