/**
 * `npm run bench:history [-- --sessions 1000000] [--database URL] [--part questions|ingest|export]`: how fast a year of history is queried
 * over REST; what it costs ingest; what an export costs. It first creates the year (a million sessions are ten million connections and fifteen million tracks), waits until its days are
 * rolled up, and drops it at the end. A named database is kept, and its year is used again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { positive, query, startApi, temporaryDatabase } from '@livekit-dashboard/harness';
import { Latencies } from '@livekit-dashboard/traffic';
import { printTable, rounded } from '../table';
import { BENCH_KEY } from '../target';
import { exportDuringIngest } from './export-during-ingest';
import { ingestWithPast } from './ingest-with-past';
import { makePast } from './past';
import { type Question, questions } from './questions';

const ENVIRONMENT = { TENANT_KEY: 'customer' };
/** A year before today, without what an hour after midnight has not rolled up. */
const ROLLED_DAYS = 364;
/** Its first one began before it. */
const SUMMED_MONTHS = 12;

const PARTS: Readonly<Record<string, (url: string, sessions: number) => Promise<void>>> = {
  questions: answers,
  ingest: ingestWithPast,
  export: exportDuringIngest,
};

export async function history(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      sessions: { type: 'string', default: '1000000' },
      database: { type: 'string' },
      part: { type: 'string', multiple: true, default: Object.keys(PARTS) },
    },
  });
  const parts = values.part.map((name) => {
    const part = PARTS[name];
    if (!part) throw new Error(`--part is one of ${Object.keys(PARTS).join(', ')}`);
    return part;
  });
  const measure = async (url: string): Promise<void> => {
    const sessions = await filled(url, positive('sessions', values.sessions));
    for (const part of parts) await part(url, sessions);
  };
  if (values.database !== undefined) return measure(values.database);
  const database = await temporaryDatabase('bench_history');
  try {
    await measure(database.url);
  } finally {
    await database.drop();
  }
}

async function answers(url: string, sessions: number): Promise<void> {
  const api = await startApi(BENCH_KEY, { DATABASE_URL: url, ...ENVIRONMENT });
  try {
    await timed('Rolled it up', () => rolledUp(url));
    const rows = [];
    for (const question of questions(sessions)) rows.push(await asked(api.origin, question));
    printTable(`A year of ${sessions} sessions`, rows);
  } finally {
    await api.child.stop();
  }
}

/** How many sessions the year has, or should have. */
async function filled(url: string, wanted: number): Promise<number> {
  const { child } = await startApi(BENCH_KEY, { DATABASE_URL: url, ...ENVIRONMENT }); // it runs the migrations
  await child.stop();
  const [found] = await query<{ n: number }>(url, 'SELECT count(*)::int AS n FROM session');
  if (found && found.n > 0) return found.n;
  await timed('Made the year', () => makePast(url, wanted, (made) => process.stderr.write(`\r${made} sessions`)));
  return wanted;
}

async function rolledUp(url: string): Promise<void> {
  for (;;) {
    const [rolled] = await query<{ days: number; months: number }>(
      url,
      `SELECT (SELECT count(*)::int FROM usage_day WHERE rolled = marks) AS days,
         (SELECT count(*)::int FROM usage_month WHERE rolled IS NOT NULL) AS months`,
    );
    if (rolled && rolled.days >= ROLLED_DAYS && rolled.months >= SUMMED_MONTHS) break;
    await pause(1000);
  }
  await query(url, 'VACUUM ANALYZE');
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const startMs = performance.now();
  await work();
  console.log(`${what} in ${Math.round((performance.now() - startMs) / 1000)} s`);
}

async function asked(origin: URL, { name, goalMs, path, times }: Question): Promise<Record<string, string | number>> {
  const latencies = new Latencies();
  let failed = 0;
  for (let time = 0; time < times; time++) {
    const startMs = performance.now();
    const answer = await fetch(new URL(`/api/v1/${path(time)}`, origin));
    const text = await answer.text();
    if (!answer.ok) {
      failed++;
      console.error(`${path(time)} was answered ${answer.status}: ${text.slice(0, 500)}`);
    } else if (time > 0) latencies.add(performance.now() - startMs); // the first reads the disk
  }
  const [p50, p95] = latencies.percentiles(0.5, 0.95);
  const met = p95 <= goalMs && failed === 0 ? 'met' : 'missed';
  return { asked: name, 'p50 ms': rounded(p50), 'p95 ms': rounded(p95), 'goal (p95) ms': goalMs, goal: met, failed };
}
