/**
 * How many changes a second reach 1,000 open pages within 100 ms. Both servers hear the same feed; the plain one emits each change
 * to everybody, ours sends each topic's newest rows once a tick. A logical delivery is one change sent to one page, be it alone
 * or within a newer value. The rate rises by steps until p99 is over the bound or a page missed the end.
 */
import { parseArgs } from 'node:util';
import { positive } from '@livekit-dashboard/harness';
import { type Measured, Side } from './sockets-rig';
import { printTable, ratio, rounded } from './table';

const BOUND_MS = 100;
const STEP = 1.3;
const ENTITIES = 200;

export async function fanout(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { sockets: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '4' } },
  });
  const sockets = positive('sockets', values.sockets);
  const seconds = positive('seconds', values.seconds);
  const plain = await climb(() => Side.plain(sockets, ENTITIES), 15, sockets, seconds);
  const ours = await climb(() => Side.ours(sockets, ENTITIES), 40, sockets, seconds);
  const row = (
    server: string,
    { measured: best, sustained }: Climbed,
    base: Measured | null,
  ): Record<string, string | number> => ({
    server,
    'changes/s': rounded(best.stream.rate),
    'deliveries/s': Math.round(best.stream.rate * sockets),
    'times plain': base ? ratio(best.stream.rate, base.stream.rate) : '',
    'p50 ms': rounded(best.p50),
    'p99 ms': rounded(best.p99),
    'MB/s': Math.round(best.megabytes / seconds),
    'CPU %': Math.round(best.cpuPercent),
    sustained: sustained ? 'yes' : 'no',
  });
  printTable(`Fan-out to ${sockets} sockets: the highest rate with p99 under ${BOUND_MS} ms`, [
    row('plain emit', plain, null),
    row('ours', ours, plain.measured),
  ]);
}

interface Climbed {
  readonly measured: Measured;
  /** Whether p99 was under the bound and every reader got the end. False: not even at the lowest rate. */
  readonly sustained: boolean;
}

/** The highest rate that was sustained; else the lowest that was tried. */
async function climb(
  start: () => Promise<Side>,
  firstRate: number,
  sockets: number,
  seconds: number,
): Promise<Climbed> {
  const side = await start();
  try {
    await side.measure(firstRate, 1);
    let best: Climbed | null = null;
    for (let rate = firstRate; ;) {
      const { measured, sustained } = await attempt(side, rate, sockets, seconds);
      if (sustained) best = { measured, sustained };
      else if (best) return best;
      else if (rate <= 1) return { measured, sustained };
      const isFalling: boolean = rate < firstRate;
      if (sustained && isFalling) return { measured, sustained };
      rate = sustained ? rate * STEP : Math.max(1, rate / 2);
    }
  } finally {
    await side.stop();
  }
}

/** Not sustained means twice: the machine may have been busy with something else once. */
async function attempt(side: Side, rate: number, sockets: number, seconds: number): Promise<Climbed> {
  for (let tries = 1; ; tries++) {
    const measured = await side.measure(rate, seconds);
    const { p50, p99, cpuPercent, complete } = measured;
    const reached = [
      `p50 ${rounded(p50)} ms`,
      `p99 ${rounded(p99)} ms`,
      `CPU ${Math.round(cpuPercent)} %`,
      `${complete} complete`,
    ];
    console.log(`${side.name} ${Math.round(rate)}/s: ${reached.join(', ')}`);
    const sustained = measured.p99 < BOUND_MS && measured.complete === sockets;
    if (sustained || tries === 2) return { measured, sustained };
  }
}
