/**
 * The evidence of one track of one connection. The same connection can publish a sid again, and a sid can follow its
 * person into another room under a new connection. A row is therefore (participant sid, track sid) and shows the latest
 * publication (FO7).
 *
 * LiveKit's version distinguishes publications. A connection publishes a sid once at a time, so a later publication
 * ends the earlier ones, and an unpublish of a version ends that version and all before it. Only the latest publication
 * has to be stored, however often the sid is published. Without versions, times take their place.
 */
import {
  inferredEnd,
  latest,
  earliest,
  outranks,
  stands,
  strongest,
  type EvidenceKey,
  type InferredEnd,
} from './evidence';
import { occurredAtMs, rankOf, type DomainEvent, type FoldedEvent, type TrackEvidence } from './event';

interface KnownTrackInfo {
  /** The publication is the first element, so that the latest one is shown. */
  readonly key: EvidenceKey;
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly mimeType: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

interface Publication {
  /** Microseconds and ticks of its version; without a version, those of the event. */
  readonly order: readonly [micros: number, ticks: number];
  readonly versioned: boolean;
  /** Earliest publish time: of its version, otherwise of its `track_published`. */
  readonly publishedMs: number | null;
  /** Time of its own `track_unpublished`, which is final. */
  readonly unpublishedMs: number | null;
}

export interface TrackRecord {
  readonly sid: string;
  readonly participantSid: string;
  readonly info: KnownTrackInfo | null;
  readonly publication: Publication | null;
  /** Latest `track_unpublished` of any version, and latest one that named no version. */
  readonly unpublishedMs: number | null;
  readonly unversionedEndMs: number | null;
  readonly gone: InferredEnd | null;
  /** Latest time at which it was certainly published. */
  readonly lastSignMs: number | null;
  readonly lastSignReceivedMs: number | null;
}

export interface TrackEnd {
  readonly atMs: number;
  readonly estimated: boolean;
}

const PROVES_PUBLISHED: ReadonlySet<FoldedEvent> = new Set(['track_published', 'track_listed']);

export const trackKey = (participantSid: string, sid: string): string => `${participantSid}/${sid}`;

export const newTrack = (sid: string, participantSid: string): TrackRecord => ({
  sid,
  participantSid,
  info: null,
  publication: null,
  unpublishedMs: null,
  unversionedEndMs: null,
  gone: null,
  lastSignMs: null,
  lastSignReceivedMs: null,
});

/** Returns the track after one more event. A `track_gone` reports nothing else about it. */
export function withTrackEvidence(
  track: TrackRecord,
  event: DomainEvent,
  name: FoldedEvent,
  evidence: TrackEvidence,
): TrackRecord {
  const at = occurredAtMs(event);
  if (name === 'track_gone') return { ...track, gone: strongest(track.gone, inferredEnd(event, at)) };
  const { publishedAtMs: _, version, sid: __, ...info } = evidence;
  const published = PROVES_PUBLISHED.has(name);
  const unpublishedMs = name === 'track_unpublished' ? at : null;
  const reported = publicationOf(evidence, name, at);
  return {
    ...track,
    info: strongest(track.info, { key: [...(reported?.order ?? [0, 0]), at, rankOf(name), event.id], ...info }),
    publication: latestOf(track.publication, reported),
    unpublishedMs: latest(track.unpublishedMs, unpublishedMs),
    unversionedEndMs: latest(track.unversionedEndMs, version === null ? unpublishedMs : null),
    lastSignMs: latest(track.lastSignMs, published ? at : null),
    lastSignReceivedMs: latest(track.lastSignReceivedMs, published ? event.receivedAtMs : null),
  };
}

/** Null for an unpublish without a version, which identifies no publication. */
function publicationOf({ version, publishedAtMs }: TrackEvidence, name: FoldedEvent, at: number): Publication | null {
  const publishedMs = publishedAtMs ?? (name === 'track_published' ? at : null);
  const unpublishedMs = name === 'track_unpublished' ? at : null;
  if (version !== null) return { order: version, versioned: true, publishedMs, unpublishedMs };
  if (unpublishedMs !== null) return null;
  return { order: [(publishedMs ?? at) * 1000, 0], versioned: false, publishedMs, unpublishedMs };
}

function latestOf(a: Publication | null, b: Publication | null): Publication | null {
  if (a === null || b === null) return a ?? b;
  if (outranks(a.order, b.order)) return a;
  if (outranks(b.order, a.order)) return b;
  return {
    order: a.order,
    versioned: a.versioned || b.versioned,
    publishedMs: earliest(a.publishedMs, b.publishedMs),
    unpublishedMs: latest(a.unpublishedMs, b.unpublishedMs),
  };
}

export const publishedMsOf = (track: TrackRecord): number | null => track.publication?.publishedMs ?? null;

/**
 * Its own end, never before it was published. An observed unpublish is final; an inferred end is void once a sign of
 * life is later.
 */
export function ownTrackEnd(track: TrackRecord): TrackEnd | null {
  const observedMs = observedEndMs(track);
  const publishedMs = publishedMsOf(track);
  if (observedMs !== null) return { atMs: Math.max(observedMs, publishedMs ?? observedMs), estimated: false };
  if (!stands(track.gone, track)) return null;
  return { atMs: Math.max(track.gone.atMs, publishedMs ?? track.gone.atMs), estimated: true };
}

function observedEndMs({ publication, unpublishedMs, unversionedEndMs }: TrackRecord): number | null {
  if (publication === null) return unpublishedMs;
  if (publication.unpublishedMs !== null) return publication.unpublishedMs;
  // Without a version the time decides: an unpublish without one ends what was published before it.
  const endMs = publication.versioned ? unversionedEndMs : unpublishedMs;
  return endMs !== null && endMs * 1000 >= publication.order[0] ? endMs : null;
}

/** Whether it has no end of its own. */
export const isTrackOpen = (track: TrackRecord): boolean => ownTrackEnd(track) === null;
