import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { FeedBatch } from '../store/stream/feed';
import { ChangeFeed } from './change-feed';
import { decodeBatch, encodeBatch } from './feed-message';
import { feedMessages, publishes, redisUp } from './publish.metrics';
import { RedisConnection } from './redis-connection';

const FEED_CHANNEL = 'livekit-dashboard:feed';

/** With more unanswered bytes than this, Redis does not keep up or is stopped: sending more would only fill memory. */
const UNANSWERED_LIMIT = 8 * 1024 * 1024;

/**
 * The feed between replicas: one pub/sub channel, with one connection to publish and one to subscribe.
 *
 * Invariants: `publish` never waits for Redis (FE4); batches of this process reach its own readers directly, and their
 * echo is a duplicate. Lifecycle: connects at module init, whether or not Redis is reachable; closes at shutdown.
 */
export class RedisFeed extends ChangeFeed implements OnModuleInit, OnApplicationShutdown {
  readonly batches = new Subject<FeedBatch>();
  readonly restored = new Subject<void>();
  private readonly logger = new Logger('Feed');
  private publisher: RedisConnection | null = null;
  private subscriber: RedisConnection | null = null;
  private subscribed = false;
  private unanswered = 0;

  constructor(
    private readonly url: string,
    private readonly channel: string = FEED_CHANNEL,
  ) {
    super();
  }

  get connected(): boolean {
    return this.subscribed && this.subscriber?.ready === true && this.publisher?.ready === true;
  }

  onModuleInit(): void {
    this.publisher = new RedisConnection(this.url, 'publisher', this.logger, () => this.announce());
    const subscriber = new RedisConnection(this.url, 'subscriber', this.logger, () => void this.listen(subscriber));
    subscriber.redis.on('message', (_channel, message) => this.receive(message));
    subscriber.redis.on('close', () => this.setSubscribed(false));
    this.subscriber = subscriber;
  }

  onApplicationShutdown(): void {
    this.publisher?.close();
    this.subscriber?.close();
  }

  publish(batch: FeedBatch): void {
    setImmediate(() => this.batches.next(batch));
    if (this.publisher?.ready === true && this.unanswered < UNANSWERED_LIMIT)
      void this.send(this.publisher, encodeBatch(batch));
    else publishes.inc({ outcome: 'skipped' });
  }

  private async send({ redis }: RedisConnection, message: string): Promise<void> {
    this.unanswered += message.length;
    try {
      await redis.publish(this.channel, message);
      publishes.inc({ outcome: 'sent' });
    } catch {
      publishes.inc({ outcome: 'failed' }); // the connection has logged the error
    } finally {
      this.unanswered -= message.length;
    }
  }

  private async listen({ redis }: RedisConnection): Promise<void> {
    try {
      await redis.subscribe(this.channel);
      this.setSubscribed(true);
      this.announce();
    } catch {
      redis.disconnect(true); // reconnects and subscribes again
    }
  }

  private announce(): void {
    if (this.connected) this.restored.next();
  }

  private receive(message: string): void {
    const batch = decodeBatch(message);
    if (batch) this.batches.next(batch);
    else feedMessages.inc({ outcome: 'foreign' });
  }

  private setSubscribed(subscribed: boolean): void {
    this.subscribed = subscribed;
    redisUp.set(subscribed ? 1 : 0);
  }
}
