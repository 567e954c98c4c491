/** What the evidence of a track shows: its times are derived here, on each read. */
import type { Track } from '@livekit-dashboard/contracts';
import { latest } from './evidence';
import { instantOf } from './instant';
import type { ParticipantRecord } from './participant';
import { participantEnd } from './participant-view';
import type { SessionRecord } from './session';
import { textOrNull } from './text';
import { ownTrackEnd, publishedMsOf, type TrackRecord } from './track';

/** What the row of a track shows; times in ms. Null: not known, or not yet. */
export interface TrackValues {
  readonly sid: string;
  /** The session of its connection. Null while that is not known; such a track is never shown. */
  readonly sessionSid: string | null;
  readonly participantSid: string;
  readonly name: string | null;
  readonly type: string | null;
  /** LiveKit's source of the media (`MICROPHONE`). */
  readonly trackSource: string | null;
  readonly mimeType: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly publishedMs: number | null;
  readonly unpublishedMs: number | null;
  readonly endEstimated: boolean;
}

export function trackValues(
  track: TrackRecord,
  participant: ParticipantRecord | undefined,
  session: SessionRecord | undefined,
): TrackValues {
  const publishedMs = publishedMsOf(track);
  const inherited = participant ? participantEnd(participant, session) : null;
  const end = ownTrackEnd(track) ?? (inherited && { atMs: inherited.atMs, estimated: true });
  const { info } = track;
  return {
    sid: track.sid,
    sessionSid: participant?.sessionSid ?? null,
    participantSid: track.participantSid,
    name: textOrNull(info?.name),
    type: info?.type ?? null,
    trackSource: info?.source ?? null,
    mimeType: info?.mimeType ?? null,
    width: info?.width ?? null,
    height: info?.height ?? null,
    publishedMs,
    unpublishedMs: end && latest(end.atMs, publishedMs),
    endEstimated: end?.estimated ?? false,
  };
}

export const toTrack = (values: TrackValues): Track => ({
  sid: values.sid,
  sessionSid: values.sessionSid ?? '',
  participantSid: values.participantSid,
  name: values.name,
  type: values.type,
  source: values.trackSource,
  mimeType: values.mimeType,
  width: values.width,
  height: values.height,
  publishedAt: instantOf(values.publishedMs),
  unpublishedAt: instantOf(values.unpublishedMs),
  endEstimated: values.endEstimated,
});

export const trackView = (
  track: TrackRecord,
  participant: ParticipantRecord | undefined,
  session: SessionRecord | undefined,
): Track => toTrack(trackValues(track, participant, session));
