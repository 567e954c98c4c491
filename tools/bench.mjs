/**
 * `npm run bench -- <which>`: the product against a plain way of doing the same, in one run. Needs PostgreSQL (TEST_DATABASE_URL).
 * `painted` measures the page instead, up to the frame that shows a webhook. Needs a Chromium.
 */
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

const node = (...args) => run(process.execPath, ['--enable-source-maps', ...args], { cwd: root });
const args = process.argv.slice(2);

if (args[0] === 'painted') {
  build('api', 'dashboard');
  const program = join(root, 'apps', 'dashboard-e2e', 'src', 'bench', 'painted.ts');
  process.exitCode = await node(join(root, 'tools', 'run-ts.mjs'), program);
} else {
  build('api', 'simulator');
  process.exitCode = await node(join(root, 'dist', 'apps', 'simulator', 'bench.js'), ...args);
}
