/** `node tools/bootstrap.mjs exec <program> [arguments]`: a program of node_modules/.bin, on Node 24, also where npm links no `node`. */
import { root } from './installation.mjs';
import { run } from './run.mjs';

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error('usage: node tools/bootstrap.mjs exec <program> [arguments]');
  process.exit(2);
}
// bootstrap.mjs put node_modules/.bin first on PATH.
process.exitCode = await run(program, args, { cwd: root, shell: process.platform === 'win32' });
