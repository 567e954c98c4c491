/** What the socket benchmarks share: the product fed from Redis alone, readers, and a feeder. */
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { cpuSeconds } from '@livekit-dashboard/harness';
import { startCentrifuge } from './centrifuge-server';
import { CHANNEL, Feeder } from './feed';
import type { Connect, Figures } from './readers';
import type { Stream } from './stream';
import { startOurs } from './target';
import { Worker } from './worker';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
/** Time for sent messages to arrive after the last change was fed. */
const DRAIN_MS = 1500;

export interface Measured extends Figures {
  /** Of one core, of the server process. */
  readonly cpuPercent: number;
  readonly stream: Stream;
}

interface Server {
  readonly name: 'ours' | 'plain' | 'centrifuge';
  readonly pid: number;
  readonly feeder: Feeder;
}

/** A server with its readers connected. */
export class Side {
  private readonly ending: (() => Promise<unknown>)[];
  private fed = 0;

  private constructor(
    private readonly server: Server,
    private readonly readers: Worker,
    private readonly connect: Connect,
  ) {
    this.ending = [() => readers.stop()];
  }

  get name(): string {
    return this.server.name;
  }

  get pid(): number {
    return this.server.pid;
  }

  /** Connects more readers, of the same kind. */
  async connectMore(sockets: number): Promise<void> {
    await this.readers.call('connect', { ...this.connect, sockets } satisfies Connect);
  }

  static async ours(sockets: number, entities: number): Promise<Side> {
    const target = await startOurs({ REDIS_URL });
    const head = new Client({ connectionString: target.databaseUrl });
    await head.connect();
    const { rows } = await head.query<{ epoch: string }>('SELECT epoch FROM stream_head');
    await head.query('SET synchronous_commit = off');
    const moveHead = (offset: number): Promise<unknown> =>
      head.query('UPDATE stream_head SET stream_offset = $1', [offset]);
    const redis = new Redis(REDIS_URL);
    const side = await Side.connect(
      { name: 'ours', pid: target.child.pid, feeder: new Feeder(redis, rows[0]?.epoch ?? '', entities, moveHead) },
      { origin: target.webhook.origin, sockets, topic: 'sessions' },
    );
    side.ending.push(
      () => redis.quit(),
      () => head.end(),
      () => target.stop(),
    );
    return side;
  }

  static async plain(sockets: number, entities: number): Promise<Side> {
    const server = Worker.start('plain-sockets');
    const origin = (await server.call('start', { redisUrl: REDIS_URL, channel: CHANNEL })) as string;
    const redis = new Redis(REDIS_URL);
    const side = await Side.connect(
      { name: 'plain', pid: server.pid, feeder: new Feeder(redis, 'plain', entities, () => Promise.resolve()) },
      { origin, sockets, topic: null },
    );
    side.ending.push(
      () => redis.quit(),
      () => server.stop(),
    );
    return side;
  }

  /** The Centrifuge library for Go, built on the spot. Requires Go. */
  static async centrifuge(sockets: number, entities: number): Promise<Side> {
    const server = await startCentrifuge(REDIS_URL, CHANNEL);
    const redis = new Redis(REDIS_URL);
    const still = (): Promise<void> => Promise.resolve();
    const side = await Side.connect(
      { name: 'centrifuge', pid: server.child.pid, feeder: new Feeder(redis, 'centrifuge', entities, still) },
      { origin: server.origin, sockets, topic: null, centrifuge: true },
    );
    side.ending.push(
      () => redis.quit(),
      () => server.child.stop(),
    );
    return side;
  }

  private static async connect(server: Server, connect: Connect): Promise<Side> {
    const readers = Worker.start('readers');
    await readers.call('connect', connect);
    return new Side(server, readers, connect);
  }

  async stop(): Promise<void> {
    for (const end of this.ending) await end();
  }

  /** Feeds at a rate for some seconds and returns how the changes arrived. */
  async measure(rate: number, seconds: number): Promise<Measured> {
    const stream: Stream = { base: this.fed, count: Math.round(rate * seconds), rate, startMs: Date.now() + 200 };
    this.fed += stream.count;
    await this.readers.call('expect', stream);
    const [cpu, startMs] = [await cpuSeconds(this.server.pid), performance.now()];
    await this.server.feeder.feed(stream);
    const [busy, tookMs] = [(await cpuSeconds(this.server.pid)) - cpu, performance.now() - startMs];
    await new Promise((drained) => setTimeout(drained, DRAIN_MS));
    const figures = (await this.readers.call('report')) as Figures;
    return { ...figures, cpuPercent: (busy * 100_000) / tookMs, stream };
  }
}
