/**
 * The change feed: distributes committed batches to every replica. No other code knows Redis.
 *
 * Invariants: FE1 to FE7 (docs/protocol.md). Lifecycle: connects and starts reading at module init, with or without
 * Redis; closes at shutdown.
 */
import { Module } from '@nestjs/common';
import { Config } from '../config/config';
import { ChangeFeed } from './change-feed';
import { FeedReader } from './feed-reader';
import { InProcessFeed } from './in-process.feed';
import { Publisher } from './publisher';
import { RedisFeed } from './redis.feed';

@Module({
  providers: [
    {
      provide: ChangeFeed,
      inject: [Config],
      useFactory: ({ redisUrl }: Config): ChangeFeed =>
        redisUrl === null ? new InProcessFeed() : new RedisFeed(redisUrl),
    },
    Publisher,
    FeedReader,
  ],
  exports: [ChangeFeed, Publisher, FeedReader],
})
export class PublishModule {}
