/**
 * The plain way to fan out: a socket.io server that listens to the same feed and emits each change to every client.
 * Runs in a worker.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { changesOf } from './feed';

export class PlainSockets {
  /** Resolves to its origin. */
  async start({ redisUrl, channel }: { redisUrl: string; channel: string }): Promise<string> {
    const http = createServer();
    const io = new Server(http, { transports: ['websocket'], serveClient: false });
    const redis = new Redis(redisUrl);
    await redis.subscribe(channel);
    redis.on('message', (_: string, message: string) => {
      for (const change of changesOf(message)) io.emit('change', change);
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  }
}
