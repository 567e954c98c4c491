/** `npm run simulate -- <command>`: the simulator's command line, built if it changed. Paths are those of the caller's folder. */
import { build, bundle } from './build.mjs';
import { run } from './run.mjs';

build('simulator');
process.exitCode = await run(
  process.execPath,
  ['--enable-source-maps', bundle('simulator'), ...process.argv.slice(2)],
  {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  },
);
