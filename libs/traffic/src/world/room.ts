import type { About, Host, JsonObject } from './host';
import { seconds } from './host';
import { SimulatedParticipant, type Persona } from './participant';

const CODECS = [
  'audio/PCMU',
  'audio/PCMA',
  'audio/opus',
  'audio/red',
  'video/VP8',
  'video/H264',
  'video/VP9',
  'video/AV1',
];
/** LiveKit refreshes `numParticipants` no more often than this, so the number it sends is a little old. */
const COUNT_REFRESH_MS = 5000;

export interface RoomOptions {
  readonly metadata?: string;
  /** Seconds until an empty room is closed. */
  readonly emptyTimeout?: number;
  /** Seconds from the last leave until the room is closed. */
  readonly departureTimeout?: number;
}

/** One life of a room. Starts on construction, ends with `finish`, which disconnects everyone who is still inside. */
export class SimulatedRoom {
  readonly sid: string;
  readonly emptyTimeout: number;
  readonly departureTimeout: number;
  readonly participants = new Set<SimulatedParticipant>();
  recordings = 0;
  /** Counts joins, so that a closing timer knows whether a person joined meanwhile. */
  joins = 0;
  finished = false;

  private readonly createdMs: number;
  private readonly turnPassword: string;
  private readonly metadata: string;
  private counted = { atMs: 0, participants: 0, publishers: 0 };

  constructor(
    readonly host: Host,
    readonly name: string,
    options: RoomOptions = {},
  ) {
    this.sid = `RM_${host.random.text(12)}`;
    this.turnPassword = host.random.text(43);
    this.metadata = options.metadata ?? '';
    this.emptyTimeout = options.emptyTimeout ?? 300;
    this.departureTimeout = options.departureTimeout ?? 20;
    this.createdMs = Math.floor(host.nowMs());
    this.counted.atMs = this.createdMs;
    this.emit('room_started');
  }

  /** A person whose media connected. */
  join(persona: Persona): SimulatedParticipant {
    const participant = new SimulatedParticipant(this, persona);
    this.participants.add(participant);
    this.joins += 1;
    participant.joined();
    return participant;
  }

  /** A person who left before the media connected. */
  abort(persona: Persona): void {
    new SimulatedParticipant(this, persona).aborted();
  }

  /** Whether no person is in the room: an agent or a recorder does not keep it open. */
  get deserted(): boolean {
    return [...this.participants].every(({ persona }) => persona.kind === 'AGENT' || persona.kind === 'EGRESS');
  }

  /** Closes the room; `reason` is sent to those still inside. */
  finish(reason: 'ROOM_DELETED' | 'ROOM_CLOSED' = 'ROOM_CLOSED'): void {
    if (this.finished) return;
    for (const participant of [...this.participants]) participant.leave(reason);
    this.finished = true;
    this.emit('room_finished');
  }

  /** Room and participant events carry the room whole ... */
  emit(event: string, parts: JsonObject = {}): void {
    this.host.emit(event, this.about, { room: this.whole(), ...parts });
  }

  /** ... track events its sid and name alone. */
  emitPartial(event: string, parts: JsonObject): void {
    this.host.emit(event, this.about, { room: { sid: this.sid, name: this.name }, ...parts });
  }

  private get about(): About {
    return { key: this.name, session: this.sid };
  }

  private whole(): JsonObject {
    const counted = this.count();
    return {
      sid: this.sid,
      name: this.name,
      emptyTimeout: this.emptyTimeout,
      departureTimeout: this.departureTimeout,
      creationTime: seconds(this.createdMs),
      creationTimeMs: String(this.createdMs),
      turnPassword: this.turnPassword,
      enabledCodecs: CODECS.map((mime) => ({ mime })),
      metadata: this.metadata,
      numParticipants: counted.participants,
      numPublishers: counted.publishers,
      activeRecording: this.recordings > 0,
    };
  }

  private count(): { participants: number; publishers: number } {
    const now = this.host.nowMs();
    if (now - this.counted.atMs >= COUNT_REFRESH_MS) {
      const inside = [...this.participants];
      this.counted = { atMs: now, participants: inside.length, publishers: inside.filter((p) => p.published).length };
    }
    return this.counted;
  }
}
