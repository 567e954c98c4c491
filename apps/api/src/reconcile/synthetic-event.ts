/**
 * Events that the dashboard creates, in the form of a webhook. Each is about an instant T and has an id made from
 * (kind, sid, T), so that a second replica creates the same one.
 */
import type {
  EgressEvidence,
  IngressEvidence,
  ParticipantEvidence,
  RoomEvidence,
  SYNTHETIC_EVENTS,
  TrackEvidence,
} from '@livekit-dashboard/domain';
import { ingressKey } from '@livekit-dashboard/domain';
import type { ReceivedEvent } from '../ingest/received-event';

type SyntheticKind = (typeof SYNTHETIC_EVENTS)[number];
type Json = Readonly<Record<string, unknown>>;

export interface Finding {
  readonly event: SyntheticKind;
  /** Null: an egress or ingress of no room. */
  readonly room: RoomEvidence | null;
  readonly participant?: ParticipantEvidence;
  readonly track?: TrackEvidence;
  readonly egress?: EgressEvidence;
  readonly ingress?: IngressEvidence;
  /** Its payload: what LiveKit listed, or the reason for the event. */
  readonly payload: {
    readonly room?: Json;
    readonly participant?: Json;
    readonly track?: Json;
    readonly egressInfo?: Json;
    readonly ingressInfo?: Json;
    readonly reason?: string;
    /** Of a `session_timeout`: the last sign of life that was known, in ms. */
    readonly silentSinceMs?: string;
  };
}

/** `atMs`: the T of the finding. */
export function syntheticEvent(source: string, finding: Finding, atMs: number, nowMs: number): ReceivedEvent {
  const { event, room, participant = null, track = null, egress = null, ingress = null } = finding;
  const id = `${event}:${subjectOf(finding)}:${atMs}`;
  const named = { ...(room && { room: { sid: room.sid, name: room.name } }), ...finding.payload };
  const payload = { event, id, createdAt: String(Math.floor(atMs / 1000)), createdAtMs: String(atMs), ...named };
  return {
    source,
    apiKey: null,
    receivedAt: nowMs,
    bytes: JSON.stringify(payload).length,
    synthetic: true,
    event: {
      id,
      event,
      createdAtMs: atMs,
      receivedAtMs: nowMs,
      room,
      participant,
      track,
      egress,
      ingress,
      ...(finding.payload.silentSinceMs === undefined ? {} : { silentSinceMs: Number(finding.payload.silentSinceMs) }),
    },
    payload,
  };
}

function subjectOf({ room, participant, track, egress, ingress }: Finding): string {
  if (egress) return egress.id;
  if (ingress) return ingressKey(ingress.id, ingress.resourceId);
  // A track that follows its person into another room keeps its sid.
  if (track && participant) return `${participant.sid}:${track.sid}`;
  return participant?.sid ?? room?.sid ?? '';
}

/** Only sid and name: everything else is known, or has an event of its own. */
export const partialRoom = (sid: string, name: string | null): RoomEvidence => ({
  sid,
  name,
  full: false,
  creationTimeMs: null,
  metadata: null,
});

/** For a track that is gone the fold reads only the sid. */
export const trackOf = (sid: string): TrackEvidence => ({
  sid,
  name: '',
  type: '',
  source: '',
  mimeType: null,
  width: null,
  height: null,
  publishedAtMs: null,
  version: null,
});
