import type { Host, JsonObject } from './host';
import { seconds } from './host';
import { SimulatedTrack, type TrackKind } from './track';

type ParticipantKind = 'STANDARD' | 'AGENT' | 'SIP' | 'EGRESS' | 'INGRESS';
export type LeaveReason =
  | 'CLIENT_INITIATED'
  | 'DUPLICATE_IDENTITY'
  | 'PARTICIPANT_REMOVED'
  | 'ROOM_DELETED'
  | 'ROOM_CLOSED'
  | 'SIGNAL_CLOSE'
  | 'CONNECTION_TIMEOUT';

/** A person, independent of connections. */
export interface Persona {
  readonly identity: string;
  readonly name?: string;
  readonly kind?: ParticipantKind;
  readonly metadata?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What a participant uses of its room. */
interface ParticipantRoom {
  readonly host: Host;
  readonly participants: Set<SimulatedParticipant>;
  emit(event: string, parts: JsonObject): void;
  emitPartial(event: string, parts: JsonObject): void;
}

/** One connection: a participant sid. `version` grows with each change, so that the newer of two payloads is known. */
export class SimulatedParticipant {
  readonly sid: string;
  readonly tracks = new Set<SimulatedTrack>();
  published = false;
  private readonly joinedMs: number;
  private version = 2;

  constructor(
    readonly room: ParticipantRoom,
    readonly persona: Persona,
  ) {
    this.sid = `PA_${room.host.random.text(12)}`;
    this.joinedMs = Math.floor(room.host.nowMs());
  }

  joined(): void {
    this.room.emit('participant_joined', { participant: { ...this.whole(), state: 'ACTIVE' } });
  }

  aborted(): void {
    this.emitGone('participant_connection_aborted', 'SIGNAL_CLOSE');
  }

  publish(kind: TrackKind): SimulatedTrack {
    const track = new SimulatedTrack(this.room.host, kind);
    this.tracks.add(track);
    this.published = true;
    this.version += 1;
    this.emitTrack('track_published', track);
    return track;
  }

  unpublish(track: SimulatedTrack): void {
    if (this.tracks.delete(track)) this.emitTrack('track_unpublished', track);
  }

  /** LiveKit unpublishes what is still published, then reports the leave. Leaving twice does nothing. */
  leave(reason: LeaveReason = 'CLIENT_INITIATED'): void {
    if (!this.room.participants.delete(this)) return;
    for (const track of [...this.tracks]) this.unpublish(track);
    this.version += 1;
    this.emitGone('participant_left', reason);
  }

  private emitGone(event: string, disconnectReason: LeaveReason): void {
    this.room.emit(event, { participant: { ...this.whole(), state: 'DISCONNECTED', disconnectReason } });
  }

  /** Track events carry the participant's sid and identity alone. */
  private emitTrack(event: string, track: SimulatedTrack): void {
    const participant = { sid: this.sid, identity: this.persona.identity };
    this.room.emitPartial(event, { participant, track: track.info });
  }

  private whole(): JsonObject {
    const { identity, name = identity, kind = 'STANDARD', metadata = '', attributes = {} } = this.persona;
    const may = { canSubscribe: true, canPublish: true, canPublishData: true, canUpdateMetadata: true };
    return {
      sid: this.sid,
      identity,
      name,
      kind,
      metadata,
      attributes: { ...attributes },
      joinedAt: seconds(this.joinedMs),
      joinedAtMs: String(this.joinedMs),
      version: this.version,
      permission: { ...may, agent: kind === 'AGENT', recorder: kind === 'EGRESS', hidden: kind === 'EGRESS' },
      isPublisher: this.published,
      clientProtocol: 2,
    };
  }
}
