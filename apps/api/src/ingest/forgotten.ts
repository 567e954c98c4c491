import { type DomainEvent, type State, toldRoom } from '@livekit-dashboard/domain';

/**
 * Older than what retention keeps of sessions, and of none that is still there: it is stored raw and acknowledged, but makes no
 * session anew that was deleted, nor one that would be the next to go. `sessionsFromMs` null: all is kept.
 */
export function isForgotten(
  event: DomainEvent,
  { sessions }: Pick<State, 'sessions'>,
  sessionsFromMs: number | null,
): boolean {
  if (sessionsFromMs === null || event.createdAtMs >= sessionsFromMs) return false;
  const room = toldRoom(event);
  return room === null || !sessions.has(room.sid);
}
