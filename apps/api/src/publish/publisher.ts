import { Injectable, Logger } from '@nestjs/common';
import type { FeedBatch } from '../store/feed';
import { ChangeFeed } from './change-feed';

/** Tells the feed what was committed. Returns at once and never throws: what is durable needs no feed. */
@Injectable()
export class Publisher {
  private readonly logger = new Logger('Feed');

  constructor(private readonly feed: ChangeFeed) {}

  publish(batch: FeedBatch): void {
    try {
      this.feed.publish(batch);
    } catch (error) {
      this.logger.error(`A batch was not published (readers take it from PostgreSQL): ${String(error)}`);
    }
  }
}
