/** The load of the ingest benchmark; runs in a worker. Signs everything before the clock starts. */
import { closedLoop, type LoadResult, openLoop, prepare, steady } from '@livekit-dashboard/traffic';
import { BENCH_KEY } from './target';

export interface IngestLoad {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Posts per second in an open loop; null posts as fast as responses arrive. */
  readonly rate: number | null;
  /** How many requests to prepare for a closed loop. */
  readonly atMost: number;
  readonly seed: number;
}

export interface IngestFigures {
  readonly posts: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

export async function ingestLoad(load: IngestLoad): Promise<IngestFigures> {
  const url = new URL(load.url);
  const startMs = Date.now();
  const count = load.rate === null ? load.atMost : load.rate * load.seconds;
  const traffic = steady({ seed: load.seed, startMs, rate: load.rate ?? 4000, rooms: 200 });
  const requests = prepare(url, traffic, count, BENCH_KEY);
  if (load.rate !== null) return figures(await openLoop(url, requests, load.rate, load.connections));
  return figures(await closedLoop(url, requests, load.seconds * 1000, load.connections));
}

function figures({ ms, latencies, statuses }: LoadResult): IngestFigures {
  const [p50, p99] = latencies.percentiles(0.5, 0.99);
  const posts = statuses.get('200') ?? 0;
  return { posts, perSecond: (posts * 1000) / ms, p50, p99, failed: latencies.count - posts };
}
