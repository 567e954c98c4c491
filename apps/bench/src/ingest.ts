/**
 * How fast webhooks are stored: signed bodies, each acknowledged after its commit on PostgreSQL. Closed loop at 64 and 256
 * connections against the product and against the plain server of `plain-server/`, alternately, on the same machine; then the product alone
 * in an open loop, where a stall shows in full. Every 2xx is checked against the rows in the database.
 */
import { parseArgs } from 'node:util';
import { cpuSeconds, positive, query } from '@livekit-dashboard/harness';
import type { IngestFigures, IngestLoad } from './ingest-load';
import { postWebhooks } from './ingest-run';
import { printTable, ratio, rounded } from './table';
import { startOurs, startPlain, type Target } from './target';

const WARM_UP_SECONDS = 2;
/** More than the fastest run can use up. */
const MOST_PER_SECOND = { ours: 9000, plain: 2500 } as const;
const EVENTS_TABLE = { ours: 'event', plain: 'event_row' } as const;

interface Measured extends IngestFigures {
  readonly cpuPercent: number;
}

export async function ingest(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '8' },
      connections: { type: 'string', multiple: true, default: ['64', '256'] },
      rate: { type: 'string', default: '2500' },
    },
  });
  const seconds = positive('seconds', values.seconds);
  const rows: Record<string, string | number>[] = [];
  const servers: Target[] = [];
  try {
    const plain = await startPlain();
    servers.push(plain);
    const ours = await startOurs();
    servers.push(ours);
    for (const text of values.connections) {
      const connections = positive('connections', text);
      const [base, best] = [await closed(plain, connections, seconds), await closed(ours, connections, seconds)];
      rows.push(
        row('plain', `closed, ${connections} conns`, base, null),
        row('ours', `closed, ${connections} conns`, best, base),
      );
    }
    const rate = positive('rate', values.rate);
    const open = await measure(ours, { connections: 256, seconds, rate, atMost: 0 });
    rows.push(row('ours', `open, ${rate}/s`, open, null));
    printTable('Ingest: posts acknowledged after commit', rows);
    for (const server of servers) await checkStored(server);
  } finally {
    for (const server of servers) await server.stop();
  }
}

const closed = (target: Target, connections: number, seconds: number): Promise<Measured> =>
  measure(target, { connections, seconds, rate: null, atMost: seconds * MOST_PER_SECOND[target.name] });

const acknowledged = new Map<Target, number>();

async function measure(target: Target, load: Omit<IngestLoad, 'url' | 'seed'>): Promise<Measured> {
  const run = async (more: Partial<IngestLoad>): Promise<IngestFigures> => {
    const figures = await postWebhooks(target.webhook, { ...load, ...more });
    acknowledged.set(target, (acknowledged.get(target) ?? 0) + figures.posts);
    return figures;
  };
  await run({ seconds: WARM_UP_SECONDS, rate: null, atMost: WARM_UP_SECONDS * MOST_PER_SECOND[target.name] });
  const [cpu, startMs] = [await cpuSeconds(target.child.pid), performance.now()];
  const figures = await run({});
  const busyShare = (await cpuSeconds(target.child.pid)) - cpu;
  const loadMs = (figures.posts * 1000) / figures.perSecond;
  return { ...figures, cpuPercent: (busyShare * 100_000) / Math.min(loadMs, performance.now() - startMs) };
}

async function checkStored(target: Target): Promise<void> {
  const [found] = await query<{ count: string }>(
    target.databaseUrl,
    `SELECT count(*) FROM ${EVENTS_TABLE[target.name]}`,
  );
  const stored = Number(found?.count);
  const sent = acknowledged.get(target) ?? 0;
  console.log(`${target.name}: ${sent} acknowledged, ${stored} stored`);
  // More stored than acknowledged is not a loss: the connection broke between the commit and the response.
  if (stored < sent) throw new Error(`${target.name} acknowledged ${sent} events but stored ${stored}`);
}

function row(server: string, run: string, measured: Measured, plain: Measured | null): Record<string, string | number> {
  return {
    server,
    run,
    'posts/s': Math.round(measured.perSecond),
    'times plain': plain ? ratio(measured.perSecond, plain.perSecond) : '',
    'p50 ms': rounded(measured.p50),
    'p99 ms': rounded(measured.p99),
    'CPU %': Math.round(measured.cpuPercent),
    failed: measured.failed,
  };
}
