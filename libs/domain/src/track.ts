/** What was seen of one track. */
import { earliest, latest, strongest, type EvidenceKey } from './evidence';
import { occurredAtMs, rankOf, type DomainEvent, type FoldedEvent, type TrackEvidence } from './event';

export interface KnownTrackInfo {
  readonly key: EvidenceKey;
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly mimeType: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

export interface TrackRecord {
  readonly sid: string;
  readonly sessionSid: string;
  readonly participantSid: string;
  readonly info: KnownTrackInfo | null;
  /** Earliest publish time: that of its version, else that of its `track_published`. */
  readonly publishedMs: number | null;
  /** Its own `track_unpublished`; final, also without a publish. */
  readonly unpublishedMs: number | null;
}

export const newTrack = (sid: string, sessionSid: string, participantSid: string): TrackRecord => ({
  sid,
  sessionSid,
  participantSid,
  info: null,
  publishedMs: null,
  unpublishedMs: null,
});

/** The track after one more event about it. */
export function withTrackEvidence(
  track: TrackRecord,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: TrackEvidence,
): TrackRecord {
  const at = occurredAtMs(event);
  const { publishedAtMs, sid: _, ...info } = evidence;
  return {
    ...track,
    info: strongest(track.info, { key: [at, rankOf(name), event.id], ...info }),
    publishedMs: earliest(track.publishedMs, publishedAtMs ?? (name === 'track_published' ? at : null)),
    unpublishedMs: latest(track.unpublishedMs, name === 'track_unpublished' ? at : null),
  };
}

/** Without an end of its own. */
export const isTrackOpen = (track: TrackRecord): boolean => track.unpublishedMs === null;
