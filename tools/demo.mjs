/**
 * `npm run demo`: the product with lively traffic that the simulator posts as LiveKit would. Simulated sessions stay apart
 * from real ones: unless a database is named, they live in tmp/demo, which begins anew each time.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, bundle } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';
import { environment, isUp, localUrl } from './server.mjs';

build('api', 'dashboard', 'simulator');

const FOLDER = 'tmp/demo';

/** Another demo may be running there: the api will say so. */
function inUse(folder) {
  try {
    const { pid } = JSON.parse(readFileSync(join(root, folder, 'dashboard.lock'), 'utf8'));
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const set = environment();
const env = {
  ...process.env,
  LIVEKIT_API_KEY: set.LIVEKIT_API_KEY || 'demo',
  LIVEKIT_API_SECRET: set.LIVEKIT_API_SECRET || 'a-secret-for-the-demo-and-nothing-else',
  LOG_LEVEL: set.LOG_LEVEL || 'warn', // twenty lines a second would hide the address
  LIVEKIT_SERVERS: '', // a key of the demo belongs to none of them
  ...(set.DATABASE_URL || set.DATA_DIR ? {} : { DATA_DIR: FOLDER }),
};
if (env.DATA_DIR === FOLDER && !inUse(FOLDER)) rmSync(join(root, FOLDER), { recursive: true, force: true });
const node = (args, signal) => run(process.execPath, ['--enable-source-maps', ...args], { cwd: root, env, signal });

const url = localUrl(set);
const ended = new AbortController();
const api = node([bundle('api')]);
const traffic = isUp(url, ended.signal).then(async (up) => {
  if (!up) return;
  console.log(`\nLiveKit Dashboard is at ${set.PUBLIC_URL || url}, with simulated traffic. Ctrl-C ends both.\n`);
  const credentials = ['--key', env.LIVEKIT_API_KEY, '--secret', env.LIVEKIT_API_SECRET];
  const code = await node(
    [bundle('simulator'), 'demo', '--url', url, ...credentials, ...process.argv.slice(2)],
    ended.signal,
  );
  if (code !== 0 && code < 128) console.error(`The simulator ended with ${code}; the dashboard stays.`);
});

process.exitCode = await api;
ended.abort();
await traffic.catch((error) => {
  if (error.name !== 'AbortError') throw error;
});
