import type { TrackEvidence } from '@livekit-dashboard/domain';
import { TRACK_SOURCES, TRACK_TYPES } from './enums';
import { countAt, enumAt, objectAt, tellingTextAt, textAt, type JsonObject } from './json';
import { microsAt } from './times';

/** Sizes are stored as 32 bit integers; more than this is nonsense. */
const MAX_PIXELS = 2 ** 31 - 1;

export function trackEvidence(track: JsonObject | null): TrackEvidence | null {
  const sid = textAt(track, 'sid');
  if (sid === '') return null;
  return {
    sid,
    name: textAt(track, 'name'),
    type: enumAt(track, 'type', TRACK_TYPES),
    source: enumAt(track, 'source', TRACK_SOURCES),
    mimeType: tellingTextAt(track, 'mimeType'),
    width: countAt(track, 'width', MAX_PIXELS) || null,
    height: countAt(track, 'height', MAX_PIXELS) || null,
    publishedAtMs: microsAt(objectAt(track, 'version'), 'unixMicro'),
  };
}
