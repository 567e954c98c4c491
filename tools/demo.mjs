/**
 * `npm run demo`: the product with lively traffic that the simulator posts as LiveKit would. Simulated sessions stay apart
 * from real ones: unless a database is named, they live in tmp/demo, which begins anew each time.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { build, bundle } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';
import { environment, isUp, localUrl, refuseIfTaken } from './server.mjs';

const set = environment();
const url = localUrl(set);
await refuseIfTaken(url);
build('api', 'dashboard', 'simulator');

const FOLDER = 'tmp/demo';

/** Another demo may be running there: the api will say so. Its lock is apps/api/src/store/database/data-dir-lock.ts. */
function inUse(folder) {
  const path = join(root, folder, 'dashboard.lock.db');
  if (!existsSync(path)) return false;
  const database = new DatabaseSync(path);
  try {
    database.exec('BEGIN EXCLUSIVE');
    return false;
  } catch {
    return true;
  } finally {
    database.close();
  }
}

const env = {
  ...process.env,
  LIVEKIT_API_KEY: set.LIVEKIT_API_KEY || 'demo',
  LIVEKIT_API_SECRET: set.LIVEKIT_API_SECRET || 'a-secret-for-the-demo-and-nothing-else',
  // In a terminal twenty lines a second would hide the address; in a file or a pipe they are what one searches.
  LOG_LEVEL: set.LOG_LEVEL || (process.stdout.isTTY ? 'warn' : 'info'),
  LIVEKIT_SERVERS: '', // a key of the demo belongs to none of them
  TENANT_KEY: set.TENANT_KEY || 'tenant', // the simulated rooms and callers have it in their metadata
  ...(set.DATABASE_URL || set.DATA_DIR ? {} : { DATA_DIR: FOLDER }),
};
if (env.DATA_DIR === FOLDER && !inUse(FOLDER)) rmSync(join(root, FOLDER), { recursive: true, force: true });
const node = (args, signal) => run(process.execPath, ['--enable-source-maps', ...args], { cwd: root, env, signal });

const ended = new AbortController();
const api = node([bundle('api')]);
const traffic = isUp(url, ended.signal).then(async (up) => {
  if (!up) return;
  console.log(`\nLiveKit Dashboard is at ${set.PUBLIC_URL || url}, with simulated traffic. Ctrl-C ends both.`);
  if (env.LOG_LEVEL === 'warn') console.log('With LOG_LEVEL=info each webhook is logged.');
  console.log();
  const credentials = ['--key', env.LIVEKIT_API_KEY, '--secret', env.LIVEKIT_API_SECRET];
  const code = await node(
    [bundle('simulator'), 'demo', '--rates', '--url', url, ...credentials, ...process.argv.slice(2)],
    ended.signal,
  );
  if (code !== 0 && code < 128) console.error(`The simulator ended with ${code}; the dashboard stays.`);
});

process.exitCode = await api;
ended.abort();
await traffic.catch((error) => {
  if (error.name !== 'AbortError') throw error;
});
