/**
 * `npm run bench -- <which>`: the product against a plain way of doing the same, in one run. Needs PostgreSQL (TEST_DATABASE_URL).
 * `npm run bench -- page [painted|interactions|scroll|heap|first-paint]` measures the page in a Chromium instead: up to the frame that
 * shows a webhook, the answer to a click, the next frame of a scrolled list; its heap over time; its first paint. Options and goals
 * are in apps/bench/src/page/page.ts.
 */
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

const node = (...args) => run(process.execPath, ['--enable-source-maps', ...args], { cwd: root });
const args = process.argv.slice(2);

const page = args[0] === 'page';

build('api', 'bench', ...(page ? ['dashboard'] : []));
const program = (name) => join(root, 'dist', 'apps', 'bench', `${name}.js`);
if (page) await node(program('bench'), 'calibration'); // the other benchmarks print it themselves
process.exitCode = page ? await node(program('page'), ...args.slice(1)) : await node(program('bench'), ...args);
