/** One room as webhooks: each method returns a body to post. Times are those of the call by default. */
import { randomUUID } from 'node:crypto';

const id = (kind: string): string => `${kind}_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
const seconds = (ms: number): string => String(Math.floor(ms / 1000));

export interface Person {
  readonly identity: string;
  readonly name?: string;
  readonly kind?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export class Room {
  readonly sid = id('RM');
  private readonly sids = new Map<string, string>();
  private readonly kinds = new Map<string, string>();
  private readonly tracks = new Map<string, object>();

  constructor(
    readonly name: string,
    readonly startedMs = Date.now(),
    private readonly metadata = '',
  ) {}

  started(): object {
    return this.event('room_started', {}, this.startedMs);
  }

  finished(atMs = Date.now()): object {
    return this.event('room_finished', {}, atMs);
  }

  /** A person joins, under a new sid each time. */
  joined(person: Person, atMs = Date.now()): object {
    const sid = id('PA');
    this.sids.set(person.identity, sid);
    if (person.kind) this.kinds.set(person.identity, person.kind);
    const joined = { state: 'ACTIVE', joinedAt: seconds(atMs), joinedAtMs: String(atMs), version: 2 };
    return this.event('participant_joined', { participant: { sid, ...person, ...joined } }, atMs);
  }

  left(identity: string, atMs = Date.now(), disconnectReason?: string): object {
    return this.event('participant_left', this.gone(identity, disconnectReason), atMs);
  }

  /** A person's join fails. */
  aborted(identity: string, atMs = Date.now()): object {
    return this.event('participant_connection_aborted', this.gone(identity, 'SIGNAL_CLOSE'), atMs);
  }

  published(identity: string, source: string, atMs = Date.now()): object {
    const type = source === 'MICROPHONE' ? {} : { type: 'VIDEO', width: 1280, height: 720 };
    const track = { sid: id('TR'), source, ...type, mimeType: source === 'MICROPHONE' ? 'audio/red' : 'video/VP8' };
    this.tracks.set(identity, track);
    return this.event('track_published', { participant: { sid: this.sids.get(identity), identity }, track }, atMs);
  }

  /** What a person published last. */
  unpublished(identity: string, atMs = Date.now()): object {
    const parts = { participant: { sid: this.sids.get(identity), identity }, track: this.tracks.get(identity) };
    return this.event('track_unpublished', parts, atMs);
  }

  recording(atMs = Date.now()): object {
    const started = `${atMs}000000`;
    const egressInfo = {
      egressId: id('EG'),
      roomId: this.sid,
      roomName: this.name,
      status: 'EGRESS_ACTIVE',
      startedAt: started,
      updatedAt: started,
      roomComposite: { roomName: this.name },
    };
    return { event: 'egress_started', egressInfo, id: id('EV'), createdAt: seconds(atMs) };
  }

  private gone(identity: string, disconnectReason?: string): object {
    const participant = { sid: this.sids.get(identity) ?? id('PA'), identity, state: 'DISCONNECTED', version: 9 };
    const kind = this.kinds.get(identity); // LiveKit always sends it; a participant without one is a person
    return { participant: { ...participant, ...(kind && { kind }), ...(disconnectReason && { disconnectReason }) } };
  }

  private event(event: string, parts: object, atMs: number): object {
    const creation = { creationTime: seconds(this.startedMs), creationTimeMs: String(this.startedMs) };
    return {
      event,
      room: { sid: this.sid, name: this.name, metadata: this.metadata, ...creation },
      ...parts,
      id: id('EV'),
      createdAt: seconds(atMs),
    };
  }
}
