import { nanos } from './host';
import type { SimulatedRoom } from './room';

/**
 * A reusable RTMP entry that streams into a room. Its id is the same at each use, `resourceId` is new each time.
 * Starts on construction. Its events name the room but not the room's sid.
 */
export class SimulatedIngress {
  private readonly resourceId: string;
  private readonly streamKey: string;
  private readonly startedMs: number;

  constructor(
    private readonly room: SimulatedRoom,
    readonly id: string,
    readonly identity: string,
  ) {
    this.resourceId = `IR_${room.host.random.text(12)}`;
    this.streamKey = room.host.random.text(16);
    this.startedMs = room.host.nowMs();
    this.emit('ingress_started', 'ENDPOINT_PUBLISHING', null);
  }

  end(): void {
    this.emit('ingress_ended', 'ENDPOINT_COMPLETE', this.room.host.nowMs());
  }

  private emit(event: string, status: string, endedMs: number | null): void {
    const { name, sid, host } = this.room;
    const ingressInfo = {
      ingressId: this.id,
      name: 'Studio feed',
      streamKey: this.streamKey,
      url: 'rtmp://ingress.example.com/live',
      inputType: 'RTMP_INPUT',
      roomName: name,
      participantIdentity: this.identity,
      participantName: 'Studio feed',
      reusable: true,
      state: {
        status,
        roomId: sid,
        resourceId: this.resourceId,
        startedAt: nanos(this.startedMs),
        updatedAt: nanos(host.nowMs()),
        ...(endedMs === null ? {} : { endedAt: nanos(endedMs) }),
      },
    };
    host.emit(event, { key: this.id, session: sid }, { room: { name }, ingressInfo });
  }
}
