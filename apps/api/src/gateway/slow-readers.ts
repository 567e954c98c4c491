import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Topic } from '@livekit-dashboard/contracts';
import { slowReaders } from './gateway.metrics';
import { bufferedBytes } from './socket-buffer';
import { Wire } from './rooms/wire';
import type { DashboardSocket } from './sockets';
import { Subscriptions } from './subscriptions';

/** What may wait for a socket besides the answers it asked for. */
const LIMIT_BYTES = 2 * 1024 * 1024;
const LOOK_EVERY_MS = 200;
const GIVEN_UP_AFTER_MS = 30_000;

/**
 * Keeps a socket that does not read from taking memory: over the limit it is out of its topics; once it has read what was on its
 * way it is told to subscribe anew; if it does not within 30 s it is disconnected. Nobody else notices.
 * Lifecycle: looks from module init to shutdown.
 */
@Injectable()
export class SlowReaders implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly wire: Wire,
    private readonly subscriptions: Subscriptions,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      for (const socket of this.wire.sockets()) this.look(socket);
    }, LOOK_EVERY_MS);
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private look(socket: DashboardSocket): void {
    const buffered = bufferedBytes(socket);
    const { slow } = socket.data;
    if (buffered === 0) socket.data.answered = 0;
    if (slow) this.lookAtSlow(socket, slow, buffered);
    else if (buffered > LIMIT_BYTES + socket.data.answered) this.takeOut(socket);
  }

  private takeOut(socket: DashboardSocket): void {
    socket.data.slow = { since: performance.now(), topics: this.subscriptions.leaveAll(socket) };
  }

  private lookAtSlow(
    socket: DashboardSocket,
    slow: { since: number; topics: readonly Topic[] },
    buffered: number,
  ): void {
    if (buffered === 0) {
      socket.data.slow = null;
      for (const topic of slow.topics) socket.emit('reset', { topic, reason: 'slow_reader' });
      slowReaders.inc({ outcome: 'reset' });
    } else if (performance.now() - slow.since > GIVEN_UP_AFTER_MS) {
      socket.disconnect(true);
      slowReaders.inc({ outcome: 'dropped' });
    }
  }
}
