import type { RoomEvidence } from '@livekit-dashboard/domain';
import { tellingTextAt, textAt, type JsonObject } from './json';
import { millisAt, secondsAt } from './times';

/** `full`: this is the whole Room, not just sid and name. Null without a sid: a name alone names no session. */
export function roomEvidence(room: JsonObject | null, full: boolean): RoomEvidence | null {
  const sid = textAt(room, 'sid');
  if (sid === '') return null;
  return {
    sid,
    name: tellingTextAt(room, 'name'),
    full,
    // Older servers tell seconds only.
    creationTimeMs: full ? (millisAt(room, 'creationTimeMs') ?? secondsAt(room, 'creationTime')) : null,
    metadata: full ? textAt(room, 'metadata') : null,
  };
}
