import type { RoomEvidence } from '@livekit-dashboard/domain';
import { nonEmptyTextAt, textAt, type JsonObject } from './json';
import { millisAt, secondsAt } from './times';

/**
 * `whole`: whether this is the whole Room rather than sid and name; one with a creation time is whole too. Null without
 * a sid, since a name alone identifies no session.
 */
export function roomEvidence(room: JsonObject | null, whole: boolean): RoomEvidence | null {
  const sid = textAt(room, 'sid');
  if (sid === '') return null;
  // Older servers report only seconds.
  const madeMs = millisAt(room, 'creationTimeMs') ?? secondsAt(room, 'creationTime');
  const full = whole || madeMs !== null;
  return {
    sid,
    name: nonEmptyTextAt(room, 'name'),
    full,
    creationTimeMs: madeMs,
    metadata: full ? textAt(room, 'metadata') : null,
  };
}
