import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import type { FeedBatch } from '../store/stream/feed';
import { batchOf, FakeStream } from '../testing/fake-stream';
import { type OwnRedis, startOwnRedis } from '@livekit-dashboard/harness';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { FeedReader } from './feed-reader';
import { RedisFeed } from './redis.feed';

Logger.overrideLogger(false);

/** One replica: its feed, its reader, and what the reader delivered. */
class Replica {
  readonly feed: RedisFeed;
  readonly reader: FeedReader;
  readonly delivered: FeedBatch[] = [];
  private readonly noted = new EventTarget();

  constructor(url: string, stream: FakeStream) {
    this.feed = new RedisFeed(url);
    this.reader = new FeedReader(this.feed, stream.repositories.stream, stream.repositories.feed);
    this.reader.batches.subscribe((batch) => {
      this.delivered.push(batch);
      this.noted.dispatchEvent(new Event('noted'));
    });
  }

  async start(): Promise<void> {
    this.feed.onModuleInit();
    await this.reader.onModuleInit();
  }

  /** Resolves once everything up to `offset` was delivered. */
  async reaches(offset: number, ms = 5000): Promise<void> {
    const signal = AbortSignal.timeout(ms);
    while ((this.reader.position()?.offset ?? 0) < offset) await once(this.noted, 'noted', { signal });
  }

  connected(): Promise<void> {
    return new Promise((resolve) => {
      if (this.feed.connected) resolve();
      else this.feed.restored.subscribe(() => resolve());
    });
  }

  stop(): void {
    this.reader.onApplicationShutdown();
    this.feed.onApplicationShutdown();
  }

  expectContiguous(): void {
    let at = 0;
    for (const { fromOffset, toOffset } of this.delivered) {
      expect(fromOffset).toBe(at);
      at = toOffset;
    }
  }
}

describeWith({ redisServer: true })('the feed over Redis', () => {
  let redis: OwnRedis;
  let stream: FakeStream;
  let replicas: Replica[];

  beforeEach(async () => {
    redis = await startOwnRedis();
    stream = new FakeStream();
    replicas = [new Replica(redis.url, stream), new Replica(redis.url, stream)];
  });
  afterEach(async () => {
    for (const replica of replicas) {
      replica.stop();
      replica.expectContiguous();
    }
    await redis.stop();
  });

  async function startBoth(): Promise<[Replica, Replica]> {
    const [one, other] = replicas as [Replica, Replica];
    await Promise.all([one.start(), other.start()]);
    await Promise.all([one.connected(), other.connected()]);
    return [one, other];
  }

  it('delivers what one replica committed to all, with its events, without reading the store', async () => {
    const [one, other] = await startBoth();
    const batch = stream.commit('RM_a', 3);
    one.feed.publish(batch);
    await Promise.all([one.reaches(3), other.reaches(3)]);
    expect(other.delivered.map(({ changes, events }) => ({ changes, events }))).toEqual([
      { changes: batch.changes, events: batch.events },
    ]);
    expect(stream.reads).toBe(0);
  });

  it('[FE7] leaves events out of a message that would become too large', async () => {
    const [one, other] = await startBoth();
    const payload = { text: 'x'.repeat(300 * 1024) };
    const batch = stream.commit('RM_a', 1);
    one.feed.publish({ ...batch, events: batch.events!.map((event) => ({ ...event, payload })) });
    await other.reaches(1);
    expect(other.delivered[0]).toMatchObject({ changes: batch.changes, events: null });
  });

  it('[FE7] ignores the stream of another dashboard on the same Redis', async () => {
    const [one, other] = await startBoth();
    one.feed.publish(batchOf('00000000-0000-4000-8000-000000000000', 0, 9, []));
    one.feed.publish(stream.commit('RM_a', 1));
    await other.reaches(1);
    expect(other.delivered).toHaveLength(1);
  });

  it('recovers within 2 s what was published while Redis was stopped', async () => {
    const [one, other] = await startBoth();
    await redis.stop();
    for (let i = 0; i < 10; i++) one.feed.publish(stream.commit('RM_a', 1));
    await one.reaches(10);
    await other.reaches(10);
    const back = Promise.all([one.connected(), other.connected()]);
    await redis.start();
    await back;
    const before = stream.reads;
    one.feed.publish(stream.commit('RM_a', 1));
    await other.reaches(11);
    expect(stream.reads).toBe(before);
  });

  it('[FE4] does not wait for a paused Redis, and recovers what it did not deliver', async () => {
    const [one, other] = await startBoth();
    redis.pause();
    for (let i = 0; i < 100; i++) one.feed.publish(stream.commit('RM_a', 1));
    await other.reaches(100);
    redis.resume();
    one.feed.publish(stream.commit('RM_a', 1));
    await other.reaches(101);
  });

  it('starts without Redis, and connects when it is available', async () => {
    await redis.stop();
    const [one, other] = replicas as [Replica, Replica];
    await Promise.all([one.start(), other.start()]);
    one.feed.publish(stream.commit('RM_a', 1));
    await other.reaches(1);
    const found = Promise.all([one.connected(), other.connected()]);
    await redis.start();
    await found;
  });
});
