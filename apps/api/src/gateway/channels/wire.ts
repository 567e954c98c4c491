import type { ChangesMessage, EventsMessage, ResetReason, Topic } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { flushes, flushSeconds, sortOf } from '../gateway.metrics';
import type { DashboardServer, DashboardSocket } from '../sockets';
import { wireRoom } from './wire-room';

/**
 * Sends to all members of a topic. The in-memory adapter of socket.io encodes a message into one WebSocket frame and
 * writes that same buffer to each socket.
 */
@Injectable()
export class Wire {
  private server: DashboardServer | null = null;

  attach(server: DashboardServer): void {
    this.server = server;
  }

  /** Every connected socket. */
  sockets(): DashboardSocket[] {
    return [...(this.server?.sockets.sockets.values() ?? [])];
  }

  broadcast(message: ChangesMessage | EventsMessage): void {
    const { topic } = message;
    const done = flushSeconds.startTimer();
    const members = this.server?.to(wireRoom(topic));
    if ('events' in message) members?.emit('events', message);
    else members?.emit('changes', message);
    done();
    flushes.inc({ topic: sortOf(topic) });
  }

  reset(topic: Topic, reason: ResetReason): void {
    this.server?.to(wireRoom(topic)).emit('reset', { topic, reason });
  }

  /** Dropped for a socket with unsent data, since that data proves as well that the connection works. */
  heartbeat(): void {
    this.server?.volatile.emit('heartbeat', { serverTime: new Date().toISOString() });
  }
}
