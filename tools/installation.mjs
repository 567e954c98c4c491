/** What is installed here: the packages of the lockfile, and a Node new enough to build and run with. Runs on Node 20. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that Angular and Nest build and run on. */
export const NODE_WANTED = [24, 15];

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/**
 * Whether node_modules holds what package-lock.json asks for. npm keeps its own record of what it put there; packages for
 * other platforms are in the one and not in the other.
 */
export function isInstalled() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const wanted = packagesOf('package-lock.json');
  const found = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    return found[path] === undefined ? Boolean(optional || devOptional) : found[path].version === version;
  });
}

const isNewEnough = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > NODE_WANTED[0] || (major === NODE_WANTED[0] && minor >= NODE_WANTED[1]);
};

/** The Node that the lockfile pins, if it runs on this machine; else our own, if it is new enough; else null. */
export function newestNode() {
  const { platform, arch } = process;
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const pinned = join(root, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  // It may be there and yet not start: the Linux one needs glibc.
  const answer = existsSync(pinned) ? spawnSync(pinned, ['--version'], { encoding: 'utf8' }) : null;
  if (answer?.status === 0 && isNewEnough(answer.stdout.trim())) return pinned;
  return isNewEnough(process.version) ? process.execPath : null;
}
