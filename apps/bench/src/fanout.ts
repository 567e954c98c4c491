/**
 * How late changes reach 1,000 open pages, and the cost: at fixed rates, from the same feed on Redis, for three
 * servers in one run. Plain emits each change to every client; Centrifuge is the Go library with its defaults, which also sends
 * each change; ours sends each topic's newest rows once a tick. Readers are a separate process. A change counts
 * as delivered when it arrived, alone or within a newer value of its row.
 */
import { parseArgs } from 'node:util';
import { positive } from '@livekit-dashboard/harness';
import { hasGo } from './centrifuge-server';
import { type Measured, Side } from './sockets-rig';
import { printTable, ratio, rounded } from './table';

const ENTITIES = 200;
const WARM_UP_RATE = 20;

type Row = Record<string, string | number>;

export async function fanout(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      sockets: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '8' },
      rate: { type: 'string', multiple: true, default: ['40', '200', '1000'] },
    },
  });
  const sockets = positive('sockets', values.sockets);
  const seconds = positive('seconds', values.seconds);
  const rates = values.rate.map((text) => positive('rate', text));
  if (!hasGo()) console.log('Centrifuge is left out: there is no Go on this machine.');
  const servers = {
    plain: () => Side.plain(sockets, ENTITIES),
    ...(hasGo() ? { centrifuge: () => Side.centrifuge(sockets, ENTITIES) } : {}),
    ours: () => Side.ours(sockets, ENTITIES),
  };
  const measured = new Map<string, readonly Measured[]>();
  for (const [name, start] of Object.entries(servers)) measured.set(name, await atRates(start, rates, seconds));
  const rows = rates.flatMap((rate, i) =>
    [...measured].map(([name, of]) => rowOf(name, rate, of[i], measured.get('plain')?.[i], { sockets, seconds })),
  );
  printTable(`Fan-out to ${sockets} sockets at fixed rates`, rows);
}

async function atRates(start: () => Promise<Side>, rates: readonly number[], seconds: number): Promise<Measured[]> {
  const side = await start();
  try {
    await side.measure(WARM_UP_RATE, 2);
    const all: Measured[] = [];
    for (const rate of rates) {
      all.push(await side.measure(rate, seconds));
      console.log(`${side.name} ${rate}/s measured`);
    }
    return all;
  } finally {
    await side.stop();
  }
}

/** `complete`: sockets that have the last change a second and a half after it was fed. */
function rowOf(
  server: string,
  rate: number,
  of: Measured | undefined,
  plain: Measured | undefined,
  { sockets, seconds }: { readonly sockets: number; readonly seconds: number },
): Row {
  if (!of) return { 'changes/s': rate, server };
  return {
    'changes/s': rate,
    server,
    'p50 ms': rounded(of.p50),
    'p99 ms': rounded(of.p99),
    'p99, times plain': plain ? ratio(of.p99, plain.p99) : '',
    'CPU %': Math.round(of.cpuPercent),
    'MB/s': rounded(of.megabytes / seconds),
    complete: `${of.complete} of ${sockets}`,
  };
}
