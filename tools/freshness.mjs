/**
 * Whether what is built is what the sources say, without asking Nx, which takes seconds to say so. A build leaves a stamp for each project:
 * a fingerprint of the files it was made from and of the files it made (path, size, times of change). Any difference, also one that does
 * not matter, means to ask Nx, which knows exactly. A fingerprint includes the time of the last change of the inode, which no program sets:
 * copying or restoring a file with its old modification time shows.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Of every project: more than any of them is made from. */
const SHARED = ['libs', 'tools', 'package.json', 'package-lock.json', 'tsconfig.base.json', 'nx.json'];
const SKIPPED = new Set(['node_modules', 'dist']);

function* filesOf(path) {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    yield { path, stat };
    return;
  }
  for (const name of readdirSync(path)) if (!SKIPPED.has(name)) yield* filesOf(join(path, name));
}

/** Null: there is no file. */
function fingerprint(root, paths) {
  const lines = [];
  for (const path of paths) {
    for (const { path: file, stat } of filesOf(join(root, path)))
      lines.push(`${relative(root, file)} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`);
  }
  if (lines.length === 0) return null;
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

const inputsOf = (root, project) => fingerprint(root, [...SHARED, `apps/${project}`]);
const outputsOf = (root, project) => fingerprint(root, [`dist/apps/${project}`]);
const stampOf = (root, project) => join(root, 'dist', 'stamps', `${project}.json`);

/** Whether the project was built from what its sources are now, and nothing touched what was built. */
export function isFresh(root, project) {
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(stampOf(root, project), 'utf8'));
  } catch {
    return false; // never built, or half-written
  }
  const outputs = outputsOf(root, project);
  return outputs !== null && stamp.outputs === outputs && stamp.inputs === inputsOf(root, project);
}

/** Call it before a build; what it returns, after one that succeeded. A file that changes in between makes the next start ask Nx again. */
export function stampAfterBuild(root, projects) {
  const inputs = projects.map((project) => inputsOf(root, project));
  return () => {
    for (const [i, project] of projects.entries()) {
      const file = stampOf(root, project);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ inputs: inputs[i], outputs: outputsOf(root, project) }));
    }
  };
}
