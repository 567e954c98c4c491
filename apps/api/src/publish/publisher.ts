import { Injectable, Logger } from '@nestjs/common';
import type { FeedBatch } from '../store/stream/feed';
import { ChangeFeed } from './change-feed';

/**
 * Publishes committed batches to the feed. Returns at once and never throws: the batch is durable without the feed
 * (FE4).
 */
@Injectable()
export class Publisher {
  private readonly logger = new Logger('Feed');

  constructor(private readonly feed: ChangeFeed) {}

  publish(batch: FeedBatch): void {
    try {
      this.feed.publish(batch);
    } catch (error) {
      this.logger.error(`A batch was not published (replicas read it from PostgreSQL): ${String(error)}`);
    }
  }
}
