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
  /** Latest "not listed". */
  readonly goneMs: number | null;
  /** Latest moment at which it was certainly published. */
  readonly lastSignMs: number | null;
}

export interface TrackEnd {
  readonly atMs: number;
  readonly estimated: boolean;
}

const PROVES_PUBLISHED: ReadonlySet<FoldedEvent> = new Set(['track_published', 'track_listed']);

export const newTrack = (sid: string, sessionSid: string, participantSid: string): TrackRecord => ({
  sid,
  sessionSid,
  participantSid,
  info: null,
  publishedMs: null,
  unpublishedMs: null,
  goneMs: null,
  lastSignMs: null,
});

/** The track after one more event about it. Of one that is gone nothing else is told. */
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
    info: name === 'track_gone' ? track.info : strongest(track.info, { key: [at, rankOf(name), event.id], ...info }),
    publishedMs: earliest(track.publishedMs, publishedAtMs ?? (name === 'track_published' ? at : null)),
    unpublishedMs: latest(track.unpublishedMs, name === 'track_unpublished' ? at : null),
    goneMs: latest(track.goneMs, name === 'track_gone' ? at : null),
    lastSignMs: latest(track.lastSignMs, PROVES_PUBLISHED.has(name) ? at : null),
  };
}

/** Its own end: an observed unpublish is final; "not listed" is void if a sign of life is later. Not before it was published. */
export function ownTrackEnd({ unpublishedMs, goneMs, lastSignMs, publishedMs }: TrackRecord): TrackEnd | null {
  const notBeforePublish = (atMs: number): number => Math.max(atMs, publishedMs ?? atMs);
  if (unpublishedMs !== null) return { atMs: notBeforePublish(unpublishedMs), estimated: false };
  if (goneMs === null || (lastSignMs !== null && lastSignMs > goneMs)) return null;
  return { atMs: notBeforePublish(goneMs), estimated: true };
}

/** Without an end of its own. */
export const isTrackOpen = (track: TrackRecord): boolean => ownTrackEnd(track) === null;
