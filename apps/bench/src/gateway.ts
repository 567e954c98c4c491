/**
 * What the gateway costs as traffic grows: a process fed from Redis alone, 200 entities, 200 sockets. Conflation should make the cost
 * follow the number of entities and sockets, not the number of changes.
 */
import { parseArgs } from 'node:util';
import { positive } from '@livekit-dashboard/harness';
import { Side } from './sockets-rig';
import { printTable, ratio, rounded } from './table';

const ENTITIES = 200;
const SOCKETS = 200;
const RATES = [600, 5000] as const;

export async function gateway(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string', default: '10' } } });
  const seconds = positive('seconds', values.seconds);
  const side = await Side.ours(SOCKETS, ENTITIES);
  try {
    await side.measure(RATES[1], 3);
    const [slow, fast] = [await side.measure(RATES[0], seconds), await side.measure(RATES[1], seconds)];
    const rows = [slow, fast].map((measured) => ({
      'changes/s': measured.stream.rate,
      'CPU %': rounded(measured.cpuPercent),
      'times slow': ratio(measured.cpuPercent, slow.cpuPercent),
      'p50 ms': rounded(measured.p50),
      'p99 ms': rounded(measured.p99),
      'MB/s': Math.round(measured.megabytes / seconds),
      complete: measured.complete,
    }));
    printTable(`Gateway: ${ENTITIES} entities, ${SOCKETS} sockets`, rows);
  } finally {
    await side.stop();
  }
}
