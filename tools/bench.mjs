/** `npm run bench -- <which>`: the product against a plain way of doing the same, in one run. Needs PostgreSQL (TEST_DATABASE_URL). */
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

build('api', 'simulator');
const bench = join(root, 'dist', 'apps', 'simulator', 'bench.js');
process.exitCode = await run(process.execPath, ['--enable-source-maps', bench, ...process.argv.slice(2)], {
  cwd: root,
});
