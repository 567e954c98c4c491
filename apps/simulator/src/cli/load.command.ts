import { parseArgs } from 'node:util';
import { openLoop, prepare, steady } from '@livekit-dashboard/traffic';
import { positive } from '@livekit-dashboard/harness';
import { apiKey, TARGET_OPTIONS, webhookUrl } from './options';

export const help = `load [--rate 500] [--seconds 10] [--connections 64]   post at a fixed rate, then tell latencies`;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...TARGET_OPTIONS,
      rate: { type: 'string', default: '500' },
      seconds: { type: 'string', default: '10' },
      connections: { type: 'string', default: '64' },
    },
  });
  const url = webhookUrl(values.url);
  const rate = positive('rate', values.rate);
  const startMs = Date.now();
  const traffic = steady({ seed: startMs, startMs, rate, rooms: 100 });
  const requests = prepare(url, traffic, Math.round(rate * positive('seconds', values.seconds)), apiKey(values));
  const { ms, latencies, statuses } = await openLoop(url, requests, rate, positive('connections', values.connections));
  const [p50, p95, p99] = latencies.percentiles(0.5, 0.95, 0.99);
  console.table([
    {
      posts: latencies.count,
      'posts/s': Math.round((latencies.count * 1000) / ms),
      'p50 ms': round(p50),
      'p95 ms': round(p95),
      'p99 ms': round(p99),
      statuses: [...statuses].map(([status, count]) => `${status}: ${count}`).join(', '),
    },
  ]);
}

const round = (value: number): number => Math.round(value * 10) / 10;
