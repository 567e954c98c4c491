/** Builds projects through Nx, which takes from its cache what has not changed. No daemon is left behind. */
import { join } from 'node:path';
import { root } from './installation.mjs';
import { run } from './run.mjs';

export const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
export const quiet = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };

/**
 * Runs a target of some projects (of all that have it, if none is named) and resolves with Nx's exit code. Its report goes
 * to stderr: stdout belongs to the program that runs afterwards.
 */
export function nxCommand(target, projects = []) {
  const only = projects.length > 0 ? ['-p', projects.join(',')] : [];
  return run(process.execPath, [nx, 'run-many', '-t', target, ...only, '--output-style=static'], {
    cwd: root,
    env: { ...process.env, ...quiet },
    stdio: ['ignore', process.stderr, process.stderr],
  });
}

/** Builds these projects; if that fails, this process ends with Nx's exit code. */
export async function build(...projects) {
  const code = await nxCommand('build', projects);
  if (code !== 0) process.exit(code);
}

/** The bundle of an app. */
export const bundle = (app) => join(root, 'dist', 'apps', app, 'main.js');
