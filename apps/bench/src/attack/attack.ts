/**
 * `npm run bench -- attack [postgres|pglite] [share] [phase ...]`: response times of ordinary webhooks during attacks on an api with a heap of
 * 512 MB. `share` (default 1) scales the counts; phases (default all) are the first words of the rows. Goals: p99 of webhooks under 1 s, memory under 512 MB, no status of 500 and above but
 * 503, and a running process at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '@livekit-dashboard/harness';
import { withPeakMemory } from '../memory';
import { printTable, rounded } from '../table';
import { BENCH_KEY, startOurs, type Target } from '../target';
import { Worker } from '../worker';
import type { FuzzedBodies } from './fuzzed-bodies';
import type { HostileQueries } from './hostile-queries';
import type { LargestBodies, LargestLists } from './largest';
import type { Packets } from './packets';
import type { ProbeFigures } from './probe';
import type { SlowSenders } from './slow-senders';
import type { Outcome } from './tally';

const HEAP_MB = 512;
const P99_GOAL_MS = 1000;
const MEMORY_GOAL_MB = 512;
const CALM_MS = 10_000;
const SEED = 20_261_130;

type Attacked = Pick<Target, 'child' | 'webhook' | 'stop'>;

interface Phase {
  readonly name: string;
  /** Method and input of the attacker's worker; null waits. */
  readonly call: readonly [method: string, input: object];
}

export async function attack([database = 'postgres', share = '1', ...chosen]: string[]): Promise<void> {
  const of = (count: number): number => Math.max(1, Math.round(count * Number(share)));
  const target = database === 'pglite' ? await startEmbedded() : await startOurs(LIMITED);
  const attacker = Worker.start('attacker');
  try {
    const webhook = target.webhook.href;
    const { origin } = target.webhook;
    const phases: readonly Phase[] = [
      { name: 'calm', call: ['rest', { ms: CALM_MS }] },
      {
        name: 'fuzz: signed bodies, changed at random',
        call: ['fuzz', { webhook, count: of(50_000), seed: SEED } satisfies FuzzedBodies],
      },
      { name: 'queries: hostile', call: ['query', { origin, count: of(10_000), seed: SEED } satisfies HostileQueries] },
      {
        name: 'packets: changed at random',
        call: ['packets', { origin, count: of(20_000), seed: SEED } satisfies Packets],
      },
      {
        name: 'slow: 300 unfinished requests',
        call: ['slow', { webhook, count: 300, holdMs: 40_000 } satisfies SlowSenders],
      },
      {
        name: 'largest: bodies of 0.9 MB',
        call: ['largest', { webhook, count: of(600), seed: SEED } satisfies LargestBodies],
      },
      {
        name: 'lists: 6 of the largest',
        call: ['lists', { origin, atOnce: 6, count: of(120) } satisfies LargestLists],
      },
      { name: 'calm: again', call: ['rest', { ms: CALM_MS }] },
    ];
    const rows = [];
    for (const phase of phases.filter(
      ({ name }) => chosen.length === 0 || chosen.includes(name.split(/[: ]/)[0] ?? ''),
    )) {
      rows.push(await measured(target, attacker, phase));
      console.log(JSON.stringify(rows.at(-1)));
    }
    printTable(`Webhooks beside an attack, ${database}, heap of ${HEAP_MB} MB`, rows);
  } finally {
    await attacker.stop();
    await target.stop();
  }
}

const LIMITED = { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`, LOG_LEVEL: 'error' };

async function startEmbedded(): Promise<Attacked> {
  const folder = await mkdtemp(join(tmpdir(), 'attack-'));
  const { child, webhook } = await startApi(BENCH_KEY, { ...LIMITED, DATABASE_URL: '', DATA_DIR: folder });
  const stop = async (): Promise<void> => {
    await child.stop();
    await rm(folder, { recursive: true });
  };
  return { child, webhook, stop };
}

async function measured(
  target: Attacked,
  attacker: Worker,
  { name, call: [method, input] }: Phase,
): Promise<Record<string, string | number>> {
  const probe = Worker.start('probe');
  try {
    await probe.call('start', target.webhook.href);
    const startMs = performance.now();
    const { result, peakMb } = await withPeakMemory(
      target.child.pid,
      async () => (await attacker.call(method, input)) as Outcome,
    );
    const seconds = (performance.now() - startMs) / 1000;
    const figures = (await probe.call('stop')) as ProbeFigures;
    const broken = Object.keys(result.answers).some((answer) => Number(answer) >= 500 && answer !== '503');
    const met = figures.p99 < P99_GOAL_MS && peakMb < MEMORY_GOAL_MB && !broken;
    return {
      attack: name,
      seconds: rounded(seconds),
      answers: Object.entries(result.answers)
        .map(([answer, count]) => `${answer}: ${count}`)
        .join(', '),
      webhooks: figures.sent,
      'p50 ms': rounded(figures.p50),
      'p99 ms': rounded(figures.p99),
      'max ms': rounded(figures.max),
      'not 200': figures.failed,
      'peak MB': Math.round(peakMb),
      goals: met ? 'met' : 'missed',
    };
  } finally {
    await probe.stop();
  }
}
