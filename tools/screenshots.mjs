/** `npm run screenshots`: takes the pictures of docs/screenshots anew, from the product with the simulator's traffic. Needs a Chromium. */
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

build('api', 'dashboard', 'simulator');
const program = join(root, 'apps', 'dashboard-e2e', 'src', 'screenshots', 'screenshots.ts');
process.exitCode = await run(process.execPath, [join(root, 'tools', 'run-ts.mjs'), program], { cwd: root });
