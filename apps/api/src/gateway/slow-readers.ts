import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Topic } from '@livekit-dashboard/contracts';
import { slowReaders } from './gateway.metrics';
import { bufferedBytes } from './socket-buffer';
import { Wire } from './channels/wire';
import type { DashboardSocket } from './sockets';
import { Subscriptions } from './subscriptions';

/** What may wait for a socket in addition to the answers that it requested. */
const LIMIT_BYTES = 2 * 1024 * 1024;
export const CHECK_EVERY_MS = 200;
const GIVEN_UP_AFTER_MS = 30_000;

/**
 * Bounds the memory of a socket that does not read. Over the limit it is removed from its topics. Once it has read what was sent, it gets
 * a `reset` and can subscribe again; if it does not read within 30 s it is disconnected. Other sockets are not affected (TO8).
 * Lifecycle: checks from module init to shutdown.
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
      for (const socket of this.wire.sockets()) this.check(socket);
    }, CHECK_EVERY_MS);
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private check(socket: DashboardSocket): void {
    const buffered = bufferedBytes(socket);
    const { slow } = socket.data;
    if (buffered === 0) socket.data.answered = 0;
    if (slow) this.checkSlow(socket, slow, buffered);
    else if (buffered > LIMIT_BYTES + socket.data.answered) this.removeFromTopics(socket);
  }

  private removeFromTopics(socket: DashboardSocket): void {
    socket.data.slow = { since: performance.now(), topics: this.subscriptions.leaveAll(socket) };
  }

  private checkSlow(
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
