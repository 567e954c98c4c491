/** What the socket benchmarks share: the product fed from Redis alone, readers, and a feeder. */
import { Redis } from 'ioredis';
import { startApi } from '../harness/api-process';
import { cpuSeconds } from '../harness/cpu';
import { query, temporaryDatabase } from '../harness/temporary-database';
import { CHANNEL, Feeder } from './feed';
import { type Figures, Readers } from './readers';
import type { Stream } from './stream';
import { BENCH_KEY } from './target';
import { Worker } from './worker';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
/** Time for what is under way to arrive after the last change was fed. */
const DRAIN_MS = 1500;

export interface Measured extends Figures {
  /** Of one core, of the server process. */
  readonly cpuPercent: number;
  readonly stream: Stream;
}

/** A server with its readers connected. */
export class Side {
  private constructor(
    readonly name: 'ours' | 'plain',
    private readonly pid: number,
    private readonly readers: Worker,
    private readonly feeder: Feeder,
    readonly stop: () => Promise<void>,
  ) {}

  private fed = 0;

  static async ours(sockets: number, entities: number): Promise<Side> {
    const database = await temporaryDatabase('bench_sockets');
    const api = await startApi(BENCH_KEY, { DATABASE_URL: database.url, REDIS_URL });
    const [head] = await query<{ epoch: string }>(database.url, 'SELECT epoch FROM stream_head');
    const close = async (): Promise<void> => {
      await api.child.stop();
      await database.drop();
    };
    const { origin, pid } = { origin: api.origin.href, pid: api.child.pid };
    return Side.connect(
      'ours',
      pid,
      { origin, sockets, topic: 'sessions' },
      { epoch: head?.epoch ?? '', entities },
      close,
    );
  }

  static async plain(sockets: number, entities: number): Promise<Side> {
    const server = Worker.start('plain-sockets');
    const origin = (await server.call('start', { redisUrl: REDIS_URL, channel: CHANNEL })) as string;
    return Side.connect('plain', server.pid, { origin, sockets, topic: null }, { epoch: '', entities }, () =>
      server.stop(),
    );
  }

  private static async connect(
    name: Side['name'],
    pid: number,
    connect: Parameters<Readers['connect']>[0],
    { epoch, entities }: { epoch: string; entities: number },
    close: () => Promise<void>,
  ): Promise<Side> {
    const readers = Worker.start('readers');
    await readers.call('connect', connect);
    const redis = new Redis(REDIS_URL);
    const stop = async (): Promise<void> => {
      await readers.stop();
      await redis.quit();
      await close();
    };
    return new Side(name, pid, readers, new Feeder(redis, epoch, entities), stop);
  }

  /** Feeds at a rate for some seconds and tells how the changes arrived. */
  async measure(rate: number, seconds: number): Promise<Measured> {
    const stream: Stream = { base: this.fed, count: Math.round(rate * seconds), rate, startMs: Date.now() + 200 };
    this.fed += stream.count;
    await this.readers.call('expect', stream);
    const cpu = await cpuSeconds(this.pid);
    await this.feeder.feed(stream);
    const busy = (await cpuSeconds(this.pid)) - cpu;
    await new Promise((drained) => setTimeout(drained, DRAIN_MS));
    const figures = (await this.readers.call('report')) as Figures;
    return { ...figures, cpuPercent: (busy * 100) / seconds, stream };
  }
}
