/** How a year of history slows ingest: the same load on the year and on an empty database, alternately. */
import { startApi } from '@livekit-dashboard/harness';
import type { IngestFigures } from '../ingest-load';
import { postWebhooks } from '../ingest-run';
import { printTable, rounded } from '../table';
import { BENCH_KEY, startOurs } from '../target';

const CONNECTIONS = 64;
const SECONDS = 6;
const ROUNDS = 3;
/** More than the fastest run uses. */
const MOST = SECONDS * 4000;
/** Ingest slows by less than a tenth. */
const GOAL = 0.9;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

export async function ingestWithPast(url: string): Promise<void> {
  const empty = await startOurs();
  try {
    const full = await startApi(BENCH_KEY, { DATABASE_URL: url });
    try {
      const run = (webhook: URL): Promise<IngestFigures> =>
        postWebhooks(webhook, { connections: CONNECTIONS, seconds: SECONDS, rate: null, atMost: MOST });
      const figures: { empty: IngestFigures; full: IngestFigures }[] = [];
      await run(empty.webhook); // the first reads the disk and compiles
      await run(full.webhook);
      for (let round = 0; round < ROUNDS; round++) {
        figures.push({ empty: await run(empty.webhook), full: await run(full.webhook) });
      }
      const ratio = median(figures.map((one) => one.full.perSecond / one.empty.perSecond));
      const row = (database: string, of: (one: (typeof figures)[number]) => IngestFigures) => ({
        database,
        'posts/s': Math.round(median(figures.map((one) => of(one).perSecond))),
        'p50 ms': rounded(median(figures.map((one) => of(one).p50))),
        'p99 ms': rounded(median(figures.map((one) => of(one).p99))),
        failed: figures.reduce((sum, one) => sum + of(one).failed, 0),
      });
      printTable(`Ingest, ${CONNECTIONS} connections, medians of ${ROUNDS} runs`, [
        { ...row('empty', (one) => one.empty), 'times empty': 1, goal: '' },
        {
          ...row('the year', (one) => one.full),
          'times empty': Math.round(ratio * 100) / 100,
          goal: ratio >= GOAL ? 'met' : 'missed',
        },
      ]);
    } finally {
      await full.child.stop();
    }
  } finally {
    await empty.stop();
  }
}
