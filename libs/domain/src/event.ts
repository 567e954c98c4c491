/**
 * What an event tells, in our words: the only input of `fold`. libs/livekit makes these from webhooks, reconcile makes the
 * synthetic ones. Every time is in ms since 1970; null is "not told", which is not the same as zero or empty.
 */

/** The sender's events that change state. Any other name is stored and shown, but folds into nothing. */
export const LIVEKIT_EVENTS = [
  'room_started',
  'room_finished',
  'participant_joined',
  'participant_left',
  'participant_connection_aborted',
  'track_published',
  'track_unpublished',
  'egress_started',
  'egress_updated',
  'egress_ended',
  'ingress_started',
  'ingress_ended',
] as const;

/**
 * Made by ourselves, each about a moment T (its `createdAtMs`), the start of the request that found it. `..._gone`:
 * LiveKit does not list it any more. `session_timeout`: silent for too long. `..._listed`: LiveKit lists it (a participant as
 * ACTIVE), a sign of life and evidence like the whole payload of an event. A track is gone while its connection is still listed.
 */
export const SYNTHETIC_EVENTS = [
  'session_listed',
  'participant_listed',
  'track_listed',
  'session_gone',
  'participant_gone',
  'track_gone',
  'session_timeout',
] as const;

/** Made by ourselves too, of what was deleted and not of what happened: they fold into nothing. */
export const RETENTION_EVENTS = ['session_deleted', 'person_erased'] as const;

export type FoldedEvent = (typeof LIVEKIT_EVENTS)[number] | (typeof SYNTHETIC_EVENTS)[number];

/** Lifecycle order within one second, where `createdAt` ties: starts first, ends last. */
const RANK: Readonly<Record<FoldedEvent, number>> = {
  room_started: 0,
  session_listed: 1,
  participant_joined: 2,
  participant_listed: 3,
  ingress_started: 4,
  egress_started: 4,
  track_published: 5,
  track_listed: 5,
  egress_updated: 6,
  track_unpublished: 7,
  egress_ended: 8,
  ingress_ended: 8,
  track_gone: 8,
  participant_gone: 9,
  participant_connection_aborted: 10,
  participant_left: 11,
  session_timeout: 12,
  session_gone: 12,
  room_finished: 13,
};

export const isFolded = (event: string): event is FoldedEvent => Object.hasOwn(RANK, event);
const SYNTHETIC: ReadonlySet<string> = new Set(SYNTHETIC_EVENTS);

/** Made by ourselves, not sent by LiveKit. */
export const isSynthetic = (event: string): boolean => SYNTHETIC.has(event);
export const rankOf = (event: FoldedEvent): number => RANK[event];

/** `full`: the event carried the whole room, so what is missing is empty, not unknown. */
export interface RoomEvidence {
  readonly sid: string;
  readonly name: string | null;
  readonly full: boolean;
  readonly creationTimeMs: number | null;
  readonly metadata: string | null;
}

/** What only the whole participant tells. */
export interface ParticipantProfile {
  readonly version: number;
  readonly name: string;
  readonly kind: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly joinedAtMs: number | null;
  readonly disconnectReason: string | null;
}

export interface ParticipantEvidence {
  readonly sid: string;
  readonly identity: string | null;
  /** Null in track events, which tell sid and identity only. */
  readonly profile: ParticipantProfile | null;
}

export interface TrackEvidence {
  readonly sid: string;
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly mimeType: string | null;
  readonly width: number | null;
  readonly height: number | null;
  /** From TrackInfo.version. */
  readonly publishedAtMs: number | null;
}

export interface EgressEvidence {
  readonly id: string;
  readonly roomSid: string | null;
  readonly roomName: string | null;
  readonly kind: string | null;
  /** Null: not told. Rows stored before this was read have none at all, which says the same. */
  readonly audioOnly?: boolean | null;
  readonly status: string;
  readonly updatedAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly error: string | null;
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

export interface IngressEvidence {
  readonly id: string;
  readonly resourceId: string | null;
  readonly roomSid: string | null;
  readonly roomName: string | null;
  readonly inputType: string | null;
  /** Null: not told. Rows stored before this was read have none at all, which says the same. */
  readonly bypassesTranscoding?: boolean | null;
  readonly status: string | null;
  readonly updatedAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly error: string | null;
}

/** One event as the fold sees it. `receivedAtMs` is that of the first stored copy and part of the event for ever. */
export interface DomainEvent {
  readonly id: string;
  /** LiveKit's name of it. One that is not in `FoldedEvent` folds into nothing. */
  readonly event: string;
  /** LiveKit tells whole seconds. */
  readonly createdAtMs: number;
  readonly receivedAtMs: number;
  readonly room: RoomEvidence | null;
  readonly participant: ParticipantEvidence | null;
  readonly track: TrackEvidence | null;
  readonly egress: EgressEvidence | null;
  readonly ingress: IngressEvidence | null;
}

/**
 * When it happened, as close as can be known: LiveKit tells the second, so the receive time clamped into that second.
 * A synthetic event knows its moment exactly and is received later, so it is told as `createdAtMs` by its maker.
 */
export function occurredAtMs(event: Pick<DomainEvent, 'event' | 'createdAtMs' | 'receivedAtMs'>): number {
  if (isSynthetic(event.event)) return event.createdAtMs;
  return Math.min(Math.max(event.receivedAtMs, event.createdAtMs), event.createdAtMs + 999);
}
