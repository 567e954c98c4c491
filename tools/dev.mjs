/**
 * `npm run dev`: the api is bundled again and restarted at each change of its source or of a lib; Angular's dev server
 * (http://127.0.0.1:4200) reloads the page and hands /api and /socket.io to the api. Ctrl-C ends both. The ports are fixed:
 * apps/dashboard/proxy.conf.json knows the api's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'rolldown';
import config from '../apps/api/rolldown.config.mjs';
import { bundle, nx, quiet } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

const PORTS = { api: '3000', page: '4200' };

let api = null;

async function stopApi() {
  if (api === null || api.exitCode !== null || api.signalCode !== null) return;
  const gone = once(api, 'exit');
  api.kill('SIGTERM');
  await gone;
}

async function restartApi() {
  await stopApi();
  api = spawn(process.execPath, ['--enable-source-maps', bundle('api')], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PORT: PORTS.api },
  });
}

const watcher = watch(config);
let restarts = Promise.resolve();
watcher.on('event', (event) => {
  if (event.code === 'BUNDLE_END') {
    void event.result.close();
    restarts = restarts.then(restartApi);
  }
  if (event.code === 'ERROR') console.error(String(event.error));
});

process.exitCode = await run(process.execPath, [nx, 'serve', 'dashboard'], {
  cwd: root,
  env: { ...process.env, ...quiet, PORT: PORTS.page },
});
await watcher.close();
await restarts;
await stopApi();
