/**
 * The cost of an export of a million rows: memory of the api, and the responses to webhooks meanwhile. Then how soon a cancelled export stops
 * working in the database.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { query, startApi } from '@livekit-dashboard/harness';
import { postWebhooks } from '../ingest-run';
import { withPeakMemory } from '../memory';
import { printTable, ratio, rounded } from '../table';
import { BENCH_KEY } from '../target';

const RATE = 100;
const SECONDS = 30;
const FILE = '/api/v1/exports/sessions.csv?state=ended';
const MEMORY_GOAL_MB = 150;
const LATENCY_GOAL = 2;
const NEWLINE = 10;

export async function exportDuringIngest(url: string): Promise<void> {
  const { child, origin, webhook } = await startApi(BENCH_KEY, { DATABASE_URL: url });
  try {
    const post = () => postWebhooks(webhook, { connections: 32, seconds: SECONDS, rate: RATE, atMost: 0 });
    await post(); // warm
    const idle = await withPeakMemory(child.pid, post);
    const exported: { rows: number; seconds: number }[] = [];
    const busy = await withPeakMemory(child.pid, async () => {
      const load = post();
      const ended = new AbortController();
      const end = (): void => ended.abort();
      load.then(end, end);
      do exported.push(await download(new URL(FILE, origin)));
      while (!ended.signal.aborted);
      return load;
    });
    const row = (when: string, { result, peakMb }: typeof idle) => ({
      when,
      'p50 ms': rounded(result.p50),
      'p99 ms': rounded(result.p99),
      'times idle': ratio(result.p99, idle.result.p99),
      'peak MB': Math.round(peakMb),
      'MB more than idle': Math.round(peakMb - idle.peakMb),
      failed: result.failed,
    });
    const met = busy.peakMb - idle.peakMb < MEMORY_GOAL_MB && busy.result.p99 < LATENCY_GOAL * idle.result.p99;
    const [first] = exported;
    printTable(
      `CSV of ${first?.rows} sessions in ${Math.round(first?.seconds ?? NaN)} s, beside ${RATE} webhooks a second: ${met ? 'met' : 'missed'}`,
      [row('idle', idle), row('exporting', busy)],
    );
    console.log(
      `A cancelled export had stopped in the database after ${await cancelled(new URL(FILE, origin), url)} ms`,
    );
  } finally {
    await child.stop();
  }
}

async function download(url: URL): Promise<{ rows: number; seconds: number }> {
  const startMs = performance.now();
  const answer = await fetch(url);
  if (!answer.ok || !answer.body) throw new Error(`${url.pathname} was answered ${answer.status}`);
  let lines = 0;
  // Reads fast: this process also measures the times.
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
  }
  return { rows: lines - 1, seconds: (performance.now() - startMs) / 1000 };
}

/** Milliseconds from the cancel until no connection of the api runs a query. */
async function cancelled(file: URL, databaseUrl: string): Promise<number> {
  const controller = new AbortController();
  const answer = await fetch(file, { signal: controller.signal });
  await answer.body?.getReader().read();
  controller.abort();
  const startMs = performance.now();
  for (;;) {
    const [busy] = await query<{ n: number }>(
      databaseUrl,
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND application_name = 'livekit-dashboard' AND state <> 'idle'`,
    );
    if (busy?.n === 0) return Math.round(performance.now() - startMs);
    await pause(10);
  }
}
