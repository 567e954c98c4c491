/** `npm run import -- <file> [...]`: raw events into the database, by the api's own program. Paths are those of the caller's folder. */
import { dirname, join, resolve } from 'node:path';
import { build, bundle } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

build('api');
const folder = process.env.INIT_CWD ?? process.cwd();
const files = process.argv.slice(2).map((file) => (file === '-' ? file : resolve(folder, file)));
const program = join(dirname(bundle('api')), 'import.js');
process.exitCode = await run(process.execPath, ['--enable-source-maps', program, ...files], { cwd: root });
