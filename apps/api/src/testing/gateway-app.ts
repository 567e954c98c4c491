/**
 * One api process with only the feed and the gateway, over a `FakeStream`, on its own port. Several on one stream and
 * one feed act as replicas.
 */
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Config } from '../config/config';
import { GatewayModule } from '../gateway/gateway.module';
import { Wire } from '../gateway/channels/wire';
import type { DashboardSocket } from '../gateway/sockets';
import { ChangeFeed } from '../publish/change-feed';
import { FeedReader } from '../publish/feed-reader';
import { InProcessFeed } from '../publish/in-process.feed';
import { DigestRepository } from '../store/digests/digest.repository';
import { FeedRepository } from '../store/topics/feed.repository';
import { StreamRepository } from '../store/stream/stream.repository';
import type { FakeStream } from './fake-stream';

@Global()
@Module({})
class Surroundings {
  static of(stream: FakeStream): DynamicModule {
    const { feed, digests, stream: head } = stream.repositories;
    const providers = [
      { provide: Config, useValue: { redisUrl: null, publicUrl: null, host: '127.0.0.1', allowedHosts: [] } },
      { provide: FeedRepository, useValue: feed },
      { provide: DigestRepository, useValue: digests },
      { provide: StreamRepository, useValue: head },
    ];
    return { module: Surroundings, providers, exports: providers };
  }
}

export interface GatewayApp {
  readonly url: string;
  readonly feed: ChangeFeed;
  readonly reader: FeedReader;
  /** The server's side of the connections. */
  readonly sockets: () => DashboardSocket[];
  readonly close: () => Promise<void>;
}

export async function startGateway(stream: FakeStream, feed: ChangeFeed = new InProcessFeed()): Promise<GatewayApp> {
  const module = await Test.createTestingModule({ imports: [Surroundings.of(stream), GatewayModule] })
    .overrideProvider(ChangeFeed)
    .useValue(feed)
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const wire = app.get(Wire, { strict: false });
  return {
    url,
    feed,
    sockets: () => wire.sockets(),
    reader: app.get(FeedReader, { strict: false }),
    close: () => app.close(),
  };
}
