import type { JsonObject } from './host';
import { nanos } from './host';
import type { SimulatedParticipant } from './participant';
import type { SimulatedRoom } from './room';

/**
 * A recording of a whole room into one file. Starts on construction; then `active`, `stopping`, `complete` or `failed`.
 */
export class SimulatedEgress {
  readonly id: string;
  private readonly file: string;
  private startedMs = 0;
  private recorder: SimulatedParticipant | null = null;

  constructor(private readonly room: SimulatedRoom) {
    this.id = `EG_${room.host.random.text(12)}`;
    this.file = `recordings/${room.name}-${this.id}.mp4`;
    this.emit('egress_started', 'EGRESS_STARTING');
  }

  /** The recorder has joined, as a participant of its own kind, and records. */
  active(): void {
    this.recorder = this.room.join({ identity: this.id, kind: 'EGRESS' });
    this.room.recordings += 1;
    this.startedMs = this.room.host.nowMs();
    this.emit('egress_updated', 'EGRESS_ACTIVE');
  }

  stopping(): void {
    this.emit('egress_updated', 'EGRESS_ENDING');
    this.recorder?.leave();
    this.room.recordings -= 1;
  }

  complete(): void {
    const endedMs = this.room.host.nowMs();
    const result = {
      filename: this.file,
      startedAt: nanos(this.startedMs),
      endedAt: nanos(endedMs),
      duration: nanos(endedMs - this.startedMs),
      size: String(Math.floor((endedMs - this.startedMs) * 187.5)),
      location: `https://storage.example.com/${this.file}`,
    };
    this.emit('egress_ended', 'EGRESS_COMPLETE', { endedAt: nanos(endedMs), fileResults: [result] });
  }

  /** It never became active: nothing was recorded. */
  failed(error: string): void {
    this.emit('egress_ended', 'EGRESS_FAILED', { endedAt: nanos(this.room.host.nowMs()), error });
  }

  private emit(event: string, status: string, more: JsonObject = {}): void {
    const { sid, name, host } = this.room;
    const egressInfo = {
      egressId: this.id,
      roomId: sid,
      roomName: name,
      status,
      startedAt: nanos(this.startedMs || host.nowMs()),
      updatedAt: nanos(host.nowMs()),
      roomComposite: { roomName: name, layout: 'grid', fileOutputs: [{ fileType: 'MP4', filepath: this.file }] },
      ...more,
    };
    host.emit(event, { key: this.id, session: sid }, { room: { sid, name }, egressInfo });
  }
}
