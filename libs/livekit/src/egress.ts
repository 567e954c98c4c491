import type { EgressEvidence } from '@livekit-dashboard/domain';
import { EGRESS_STATUSES } from './enums';
import { countAt, enumAt, objectAt, objectsAt, nonEmptyTextAt, textAt, type JsonObject } from './json';
import { shownDeep } from './text';
import { nanosAt } from './times';

type Results = EgressEvidence['results'];

const INT32 = 2 ** 31 - 1;

/** EgressInfo reports nanoseconds. The secrets of `redacted` are already removed, so results are kept unchanged. */
export function egressEvidence(redacted: JsonObject | null): EgressEvidence | null {
  const id = textAt(redacted, 'egressId');
  if (redacted === null || id === '') return null;
  return {
    id,
    roomSid: nonEmptyTextAt(redacted, 'roomId'),
    roomName: nonEmptyTextAt(redacted, 'roomName'),
    kind: kindOf(redacted),
    audioOnly: audioOnlyOf(redacted),
    passthrough: isOneTrackAsItIs(redacted),
    status: enumAt(redacted, 'status', EGRESS_STATUSES),
    updatedAtMs: nanosAt(redacted, 'updatedAt'),
    startedAtMs: nanosAt(redacted, 'startedAt'),
    endedAtMs: nanosAt(redacted, 'endedAt'),
    error: nonEmptyTextAt(redacted, 'error'),
    errorCode: countAt(redacted, 'errorCode', INT32) || null,
    details: nonEmptyTextAt(redacted, 'details'),
    backupStorageUsed: redacted['backupStorageUsed'] === true,
    manifestLocation: nonEmptyTextAt(redacted, 'manifestLocation'),
    results: resultsOf(redacted),
  };
}

const KINDS = [
  ['roomComposite', 'room_composite'],
  ['web', 'web'],
  ['participant', 'participant'],
  ['trackComposite', 'track_composite'],
  ['track', 'track'],
] as const;

/**
 * The name of the request's field is the kind. Newer servers have one request (or a replay) whose source is the kind.
 */
function kindOf(egress: JsonObject): string | null {
  const known = KINDS.find(([field]) => objectAt(egress, field) !== null);
  if (known) return known[1];
  const request = objectAt(egress, 'egress') ?? objectAt(egress, 'replay');
  if (objectAt(request, 'template')) return 'room_composite';
  if (objectAt(request, 'web')) return 'web';
  const media = objectAt(request, 'media');
  if (media) return objectAt(media, 'participantVideo') ? 'participant' : 'track_composite';
  return null;
}

/** Whether it records one track without transcoding. */
function isOneTrackAsItIs(egress: JsonObject): boolean {
  const request = objectAt(egress, 'egress') ?? objectAt(egress, 'replay');
  const tracks = objectAt(egress, 'trackComposite');
  if (textAt(request ?? tracks, 'preset') !== 'PASSTHROUGH') return false;
  if (tracks) return tracksNamed(tracks, 'videoTrackId', 'audioTrackId') === 1;
  const media = objectAt(request, 'media');
  const audio = objectAt(media, 'audio');
  if (!media || objectAt(media, 'participantVideo') || audio?.['captureAll'] === true) return false;
  const routes = objectsAt(audio, 'routes');
  const sounds = routes.reduce((sum, route) => sum + (tracksNamed(route, 'trackId') || 2), 0);
  return tracksNamed(media, 'videoTrackId') + sounds === 1;
}

const tracksNamed = (from: JsonObject, ...fields: string[]): number =>
  fields.filter((field) => textAt(from, field) !== '').length;

/** Whether the request says so or names no video. Null: unknown. */
function audioOnlyOf(egress: JsonObject): boolean | null {
  const request = objectAt(egress, 'egress') ?? objectAt(egress, 'replay');
  const page = ['roomComposite', 'web'].map((field) => objectAt(egress, field)).find((value) => value !== null);
  const source = page ?? objectAt(request, 'template') ?? objectAt(request, 'web');
  if (source) return source['audioOnly'] === true;
  const tracks = objectAt(egress, 'trackComposite');
  if (tracks) return textAt(tracks, 'videoTrackId') === '' && textAt(tracks, 'audioTrackId') !== '';
  const media = objectAt(request, 'media');
  if (!media) return objectAt(egress, 'participant') ? false : null;
  return (
    textAt(media, 'videoTrackId') === '' && !objectAt(media, 'participantVideo') && objectAt(media, 'audio') !== null
  );
}

/**
 * The files, streams, segments and images it produced, each with its `type`. Older servers report one of a kind, newer
 * ones report both ways.
 */
function resultsOf(egress: JsonObject): Results {
  const one = (field: string) => [objectAt(egress, field)].filter((value) => value !== null);
  const either = (newer: readonly JsonObject[], older: readonly JsonObject[]) => (newer.length > 0 ? newer : older);
  return [
    ...typed('file', either(objectsAt(egress, 'fileResults'), one('file'))),
    ...typed('stream', either(objectsAt(egress, 'streamResults'), objectsAt(objectAt(egress, 'stream'), 'info'))),
    ...typed('segments', either(objectsAt(egress, 'segmentResults'), one('segments'))),
    ...typed('images', objectsAt(egress, 'imageResults')),
  ];
}

const typed = (type: string, results: readonly JsonObject[]): Results =>
  results.map((result) => ({ ...(shownDeep(result) as JsonObject), type }));
