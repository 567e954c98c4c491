/**
 * A Redis connection on which nothing ever waits (FE4): no offline queue, no retried commands, a timeout for every
 * command. It reconnects for ever, and logs once when Redis is lost and once when it is back.
 */
import type { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

const COMMAND_MS = 1000;
const RECONNECT_MS = { step: 50, most: 1000 };
/** A ping detects a broken connection that was not closed; TCP alone would need minutes. */
const PING_EVERY_MS = 3000;

export class RedisConnection {
  readonly redis: Redis;
  private readonly pinger: NodeJS.Timeout;
  private away = false;

  constructor(
    url: string,
    private readonly name: string,
    private readonly logger: Logger,
    onReady: () => void = () => undefined,
  ) {
    this.redis = new Redis(url, {
      connectionName: `livekit-dashboard-${name}`,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      autoResubscribe: false,
      commandTimeout: COMMAND_MS,
      connectTimeout: COMMAND_MS * 2,
      retryStrategy: (attempt) => Math.min(attempt * RECONNECT_MS.step, RECONNECT_MS.most),
    });
    this.redis.on('error', (error) => this.failed(error));
    this.redis.on('close', () => this.failed(new Error('connection closed')));
    this.redis.on('ready', () => {
      if (this.away) this.logger.log(`Redis is back (${this.name})`);
      this.away = false;
      onReady();
    });
    this.pinger = setInterval(() => this.ping(), PING_EVERY_MS);
  }

  get ready(): boolean {
    return this.redis.status === 'ready';
  }

  close(): void {
    clearInterval(this.pinger);
    this.away = true; // closed by `close()`, so nothing is logged
    this.redis.disconnect();
  }

  private ping(): void {
    if (!this.ready) return;
    this.redis.ping().catch((error: unknown) => {
      this.failed(error instanceof Error ? error : new Error(String(error)));
      if (this.ready) this.redis.disconnect(true);
    });
  }

  private failed(error: Error): void {
    if (this.away) return;
    this.away = true;
    this.logger.warn(
      `Redis is unavailable (${this.name}): ${error.message || error.name}. Nothing is lost: replicas read missing batches from PostgreSQL`,
    );
  }
}
