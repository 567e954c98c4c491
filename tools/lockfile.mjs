/**
 * `node tools/lockfile.mjs` completes package-lock.json for platforms other than the one that wrote it. npm leaves out what it
 * could not look up (https://github.com/npm/cli/issues/4828), and then its own `npm ci` refuses the file. Run it after `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './installation.mjs';

const OS = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix'];
const CPU = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];

/** `@scope/binding-linux-arm-gnueabihf` says for which machines it is. */
function platform(name) {
  const words = name.split(/[-/]/);
  const find = (known) => known.filter((word) => words.includes(word));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  const fields = { cpu: find(CPU), os: find(OS), libc: find(OS).includes('linux') ? libc : [] };
  return Object.fromEntries(Object.entries(fields).filter(([, values]) => values.length > 0));
}

/** Where Node finds `name` from the package at `path`; undefined if the lockfile has it nowhere above. */
function find(packages, path, name) {
  const above = (base) => base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1));
  for (let base = path; ; base = above(base)) {
    const found = packages[base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`];
    if (found || base === '') return found;
  }
}

const isExact = (version) => /^\d/.test(version);

/** The entries that are missing: optional packages of packages, by the path they belong at. */
export function missingEntries({ packages }) {
  const missing = {};
  for (const [path, { dev, devOptional, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const found = find(packages, path, name) ?? find(missing, path, name);
      if (found && (found.version === version || !isExact(version))) continue;
      const place = found ? `${path}/node_modules/${name}` : `node_modules/${name}`;
      missing[place] = { version, ...platform(name), ...(dev || devOptional ? { dev: true } : {}), optional: true };
    }
  }
  return missing;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingEntries(lock);
  const entries = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} entries added`);
}
