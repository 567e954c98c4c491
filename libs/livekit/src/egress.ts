import type { EgressEvidence } from '@livekit-dashboard/domain';
import { EGRESS_STATUSES } from './enums';
import { enumAt, objectAt, objectsAt, tellingTextAt, textAt, type JsonObject } from './json';
import { shownDeep } from './text';
import { nanosAt } from './times';

type Results = EgressEvidence['results'];

/** EgressInfo tells nanoseconds. `redacted` has no secrets in it any more: results are kept as they are. */
export function egressEvidence(redacted: JsonObject | null): EgressEvidence | null {
  const id = textAt(redacted, 'egressId');
  if (redacted === null || id === '') return null;
  return {
    id,
    roomSid: tellingTextAt(redacted, 'roomId'),
    roomName: tellingTextAt(redacted, 'roomName'),
    kind: kindOf(redacted),
    audioOnly: audioOnlyOf(redacted),
    status: enumAt(redacted, 'status', EGRESS_STATUSES),
    updatedAtMs: nanosAt(redacted, 'updatedAt'),
    startedAtMs: nanosAt(redacted, 'startedAt'),
    endedAtMs: nanosAt(redacted, 'endedAt'),
    error: tellingTextAt(redacted, 'error'),
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

/** The request's own field tells the kind. Newer servers have one request (or a replay) whose source tells it. */
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

/** Without picture: the request says so, or names no video. Null: not known. */
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

/** What it made, each with a `type`: file, stream, segments or images. Older servers tell one of a kind, newer ones both ways. */
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
