/** `npm run move -- --to postgres://...`: the embedded database into PostgreSQL, by the api's own program. */
import { dirname, join } from 'node:path';
import { build, bundle } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

build('api');
const program = join(dirname(bundle('api')), 'move.js');
process.exitCode = await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
  cwd: root,
});
