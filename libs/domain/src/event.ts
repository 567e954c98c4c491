/**
 * An event in terms of this domain: the only input of `fold`. `libs/livekit` builds these from webhooks, reconcile
 * builds the synthetic ones. Every time is in ms since 1970. Null means "not reported", which differs from zero and
 * from empty.
 */
import type { ParticipantProfile } from './participant-profile';

/** LiveKit's events that change state. An event of any other name is stored and shown, but changes no row. */
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
 * Events that the api creates, each about the time T (its `createdAtMs`) at which the request that detected it began.
 * `..._gone`: LiveKit no longer lists the object; for a track, while its connection is still listed. `session_timeout`:
 * silent for longer than the limit. `..._listed`: LiveKit lists the object (a participant as ACTIVE), which is a sign
 * of life and evidence like a whole payload. `egress_listed` and `ingress_listed` can carry a terminal status, the true
 * result of a job whose webhook was lost.
 */
export const SYNTHETIC_EVENTS = [
  'session_listed',
  'participant_listed',
  'track_listed',
  'egress_listed',
  'ingress_listed',
  'session_gone',
  'participant_gone',
  'track_gone',
  'egress_gone',
  'ingress_gone',
  'session_timeout',
] as const;

/**
 * Events that the api creates about deletions. They describe nothing that happened in LiveKit, so they change no row.
 */
export const RETENTION_EVENTS = ['session_deleted', 'person_erased'] as const;

export type FoldedEvent = (typeof LIVEKIT_EVENTS)[number] | (typeof SYNTHETIC_EVENTS)[number];

/** Lifecycle order within one second, for events of equal `createdAt`: starts first, ends last. */
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
  egress_listed: 6,
  ingress_listed: 6,
  track_unpublished: 7,
  egress_ended: 8,
  ingress_ended: 8,
  track_gone: 8,
  egress_gone: 8,
  ingress_gone: 8,
  participant_gone: 9,
  participant_connection_aborted: 10,
  participant_left: 11,
  session_timeout: 12,
  session_gone: 12,
  room_finished: 13,
};

export const isFolded = (event: string): event is FoldedEvent => Object.hasOwn(RANK, event);
const SYNTHETIC: ReadonlySet<string> = new Set(SYNTHETIC_EVENTS);

/** Whether the api created the event, as opposed to LiveKit. */
export const isSynthetic = (event: string): boolean => SYNTHETIC.has(event);
export const rankOf = (event: FoldedEvent): number => RANK[event];

/** `full`: the event carried the whole room, so a missing field is empty rather than unknown. */
export interface RoomEvidence {
  readonly sid: string;
  readonly name: string | null;
  readonly full: boolean;
  readonly creationTimeMs: number | null;
  readonly metadata: string | null;
}

export interface ParticipantEvidence {
  readonly sid: string;
  readonly identity: string | null;
  /** Null in track events, which report only sid and identity. */
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
  /** All of TrackInfo.version, in microseconds and ticks. It distinguishes the publications of one sid. */
  readonly version: TrackVersion | null;
}

export type TrackVersion = readonly [micros: number, ticks: number];

export interface EgressEvidence {
  readonly id: string;
  readonly roomSid: string | null;
  readonly roomName: string | null;
  readonly kind: string | null;
  /** Null: not reported. Undefined in rows stored before this field was read, which means the same. */
  readonly audioOnly?: boolean | null;
  /** Whether it records one track without transcoding. */
  readonly passthrough?: boolean;
  readonly status: string;
  readonly updatedAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly error: string | null;
  readonly errorCode: number | null;
  /** LiveKit's text on why it ended, also for jobs that did not fail. */
  readonly details: string | null;
  /** Null: unknown, because the row was stored before this field was read. */
  readonly backupStorageUsed: boolean | null;
  readonly manifestLocation: string | null;
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

export interface IngressEvidence {
  readonly id: string;
  readonly resourceId: string | null;
  readonly roomSid: string | null;
  readonly roomName: string | null;
  readonly inputType: string | null;
  /** Null: not reported. Undefined in rows stored before this field was read, which means the same. */
  readonly bypassesTranscoding?: boolean | null;
  readonly status: string | null;
  readonly updatedAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly error: string | null;
}

/** One event as the fold reads it. `receivedAtMs` is the receive time of the first stored copy and never changes. */
export interface DomainEvent {
  readonly id: string;
  /** LiveKit's event name. A name that is not a `FoldedEvent` changes no row. */
  readonly event: string;
  /** In whole seconds, as LiveKit reports it. */
  readonly createdAtMs: number;
  readonly receivedAtMs: number;
  readonly room: RoomEvidence | null;
  readonly participant: ParticipantEvidence | null;
  readonly track: TrackEvidence | null;
  readonly egress: EgressEvidence | null;
  readonly ingress: IngressEvidence | null;
  /** Of a `session_timeout`: the last sign of life known when the timeout was inferred. */
  readonly silentSinceMs?: number | null;
}

/** How far a sender's clock may be ahead of ours before the time is clamped. */
export const MAX_AHEAD_MS = 5 * 60 * 1000;

/**
 * The event with times clamped to what is possible (FO16): one wrong clock must not create a session that never ends.
 * An inferred end is never later than the time at which it was inferred.
 */
export function plausible(event: DomainEvent): DomainEvent {
  const latestMs = event.receivedAtMs + (isSynthetic(event.event) ? 0 : MAX_AHEAD_MS);
  const capped = <T extends number | null | undefined>(ms: T): T =>
    typeof ms === 'number' && ms > latestMs ? (latestMs as T) : ms;
  const { room, participant, track, egress, ingress } = event;
  const times = [
    event.createdAtMs,
    room?.creationTimeMs,
    participant?.profile?.joinedAtMs,
    track?.publishedAtMs,
    egress?.startedAtMs,
    egress?.endedAtMs,
    egress?.updatedAtMs,
    ingress?.startedAtMs,
    ingress?.endedAtMs,
    ingress?.updatedAtMs,
  ];
  if (times.every((ms) => capped(ms) === ms)) return event;
  const job = <J extends EgressEvidence | IngressEvidence>(info: J): J => ({
    ...info,
    startedAtMs: capped(info.startedAtMs),
    endedAtMs: capped(info.endedAtMs),
    updatedAtMs: capped(info.updatedAtMs),
  });
  return {
    ...event,
    createdAtMs: capped(event.createdAtMs),
    room: room && { ...room, creationTimeMs: capped(room.creationTimeMs) },
    participant: participant && {
      ...participant,
      profile: participant.profile && {
        ...participant.profile,
        joinedAtMs: capped(participant.profile.joinedAtMs),
      },
    },
    track: track && { ...track, publishedAtMs: capped(track.publishedAtMs) },
    egress: egress && job(egress),
    ingress: ingress && job(ingress),
  };
}

/**
 * The best estimate of when the event happened. LiveKit reports the second, so this is the receive time clamped into
 * that second. A synthetic event is received later than its exact time, which its creator stores as `createdAtMs`.
 */
export function occurredAtMs(event: Pick<DomainEvent, 'event' | 'createdAtMs' | 'receivedAtMs'>): number {
  if (isSynthetic(event.event)) return event.createdAtMs;
  return Math.min(Math.max(event.receivedAtMs, event.createdAtMs), event.createdAtMs + 999);
}
