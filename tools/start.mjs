/** `npm start`: builds the api and the dashboard, then serves both from one process until it is stopped. */
import { build, bundle, compileCache } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';
import { environment, isUp, localUrl, refuseIfTaken } from './server.mjs';

const url = localUrl();
await refuseIfTaken(url);
build('api', 'dashboard');

const ended = new AbortController();
const api = run(process.execPath, ['--enable-source-maps', bundle('api')], {
  cwd: root,
  env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
});
void isUp(url, ended.signal).then((up) => {
  if (up) console.log(`\nLiveKit Dashboard is at ${environment().PUBLIC_URL || url}\n`);
});

process.exitCode = await api;
ended.abort();
