/** Builds projects through Nx, which takes from its cache what has not changed. No daemon is left behind. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isFresh, stampAfterBuild } from './freshness.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

export const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
/** Also: what is built does not depend on the .env of whoever builds it. */
export const quiet = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NX_LOAD_DOT_ENV_FILES: 'false' };

const runMany = (target, projects) => [
  nx,
  'run-many',
  '-t',
  target,
  ...(projects.length > 0 ? ['-p', projects.join(',')] : []),
];
const where = () => ({ cwd: root, env: { ...process.env, ...quiet } });

/** Runs a target of all projects that have it, with Nx's report, and resolves with its exit code. */
export const nxCommand = (target) => run(process.execPath, [...runMany(target, []), '--output-style=static'], where());

/** Where Node keeps what it compiled of the bundles and their packages, so that the next start need not. */
export const compileCache = join(root, 'dist', 'compile-cache');

/**
 * Builds these projects unless they are fresh. Silent but for one line on stderr (stdout belongs to the program that runs afterwards), unless it
 * fails: then it tells all, and this process ends with Nx's exit code.
 */
export function build(...projects) {
  if (projects.every((project) => isFresh(root, project))) return;
  console.error(`Building ${projects.join(', ')} ...`);
  const stamp = stampAfterBuild(root, projects);
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [...runMany('build', projects), '--output-style=static'],
    {
      ...where(),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (status === 0) {
    rmSync(compileCache, { recursive: true, force: true });
    stamp();
    return;
  }
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ?? ''}\n`);
  process.exit(status ?? 1);
}

/** The bundle of an app. */
export const bundle = (app) => join(root, 'dist', 'apps', app, 'main.js');
