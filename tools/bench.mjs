/**
 * `npm run bench -- <which>`: the product against a plain way of doing the same, in one run. Needs PostgreSQL (TEST_DATABASE_URL).
 * `npm run bench -- page [painted|interactions|scroll|heap|first-paint]` measures the page in a Chromium instead: up to the frame that
 * shows a webhook, the answer to a click, the next frame of a scrolled list; its heap over time; its first paint. Options and goals
 * are in apps/dashboard-e2e/src/bench/page.ts.
 */
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

const node = (...args) => run(process.execPath, ['--enable-source-maps', ...args], { cwd: root });
const args = process.argv.slice(2);

if (args[0] === 'page') {
  build('api', 'dashboard');
  const program = join(root, 'apps', 'dashboard-e2e', 'src', 'bench', 'page.ts');
  process.exitCode = await node(join(root, 'tools', 'run-ts.mjs'), program, ...args.slice(1));
} else {
  build('api', 'simulator');
  process.exitCode = await node(join(root, 'dist', 'apps', 'simulator', 'bench.js'), ...args);
}
