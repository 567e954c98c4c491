/**
 * Events made by ourselves, in the shape of a webhook. Each is about a moment T and has an id from (kind, sid, T), so that whoever
 * makes it again makes the same one.
 */
import type { ParticipantEvidence, RoomEvidence, SYNTHETIC_EVENTS, TrackEvidence } from '@livekit-dashboard/domain';
import type { ReceivedEvent } from '../ingest/received-event';

export type SyntheticKind = (typeof SYNTHETIC_EVENTS)[number];
type Json = Readonly<Record<string, unknown>>;

export interface Finding {
  readonly event: SyntheticKind;
  readonly room: RoomEvidence;
  readonly participant?: ParticipantEvidence;
  readonly track?: TrackEvidence;
  /** What is kept of it as its payload: what LiveKit listed, or why we believe it. */
  readonly payload: {
    readonly room?: Json;
    readonly participant?: Json;
    readonly track?: Json;
    readonly reason?: string;
  };
}

/** `atMs`: the T of the finding. */
export function syntheticEvent(source: string, finding: Finding, atMs: number, nowMs: number): ReceivedEvent {
  const { event, room, participant = null, track = null } = finding;
  const id = `${event}:${track?.sid ?? participant?.sid ?? room.sid}:${atMs}`;
  const named = { room: { sid: room.sid, name: room.name }, ...finding.payload };
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
      egress: null,
      ingress: null,
    },
    payload,
  };
}

/** Just its sid and name: what else there is to know of it is known, or told by a finding of its own. */
export const partialRoom = (sid: string, name: string | null): RoomEvidence => ({
  sid,
  name,
  full: false,
  creationTimeMs: null,
  metadata: null,
});

/** Of a track that is gone the fold takes the sid alone. */
export const trackOf = (sid: string): TrackEvidence => ({
  sid,
  name: '',
  type: '',
  source: '',
  mimeType: null,
  width: null,
  height: null,
  publishedAtMs: null,
});
