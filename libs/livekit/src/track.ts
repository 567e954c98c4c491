import type { TrackEvidence, TrackVersion } from '@livekit-dashboard/domain';
import { TRACK_SOURCES, TRACK_TYPES } from './enums';
import { countAt, enumAt, objectAt, nonEmptyTextAt, textAt, type JsonObject } from './json';
import { microsAt } from './times';

/** Sizes are stored as 32 bit integers; larger ones are invalid. */
const MAX_PIXELS = 2 ** 31 - 1;

export function trackEvidence(track: JsonObject | null): TrackEvidence | null {
  const sid = textAt(track, 'sid');
  if (sid === '') return null;
  return {
    sid,
    name: textAt(track, 'name'),
    type: enumAt(track, 'type', TRACK_TYPES),
    source: enumAt(track, 'source', TRACK_SOURCES),
    mimeType: nonEmptyTextAt(track, 'mimeType'),
    width: countAt(track, 'width', MAX_PIXELS) || null,
    height: countAt(track, 'height', MAX_PIXELS) || null,
    publishedAtMs: microsAt(objectAt(track, 'version'), 'unixMicro'),
    version: versionOf(objectAt(track, 'version')),
  };
}

const MAX_TICKS = 2 ** 31 - 1;

/** The microseconds of any year that ISO 8601 can write fit a double. */
function versionOf(version: JsonObject | null): TrackVersion | null {
  if (microsAt(version, 'unixMicro') === null) return null;
  return [Number(version?.['unixMicro']), countAt(version, 'ticks', MAX_TICKS)];
}
