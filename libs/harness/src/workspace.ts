import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The root of the workspace, found from the location of this file (source or bundle), since programs run from any
 * folder.
 */
export const WORKSPACE = findUp(dirname(fileURLToPath(import.meta.url)), 'nx.json');

function findUp(folder: string, marker: string): string {
  if (existsSync(join(folder, marker))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No ${marker} above this program`);
  return findUp(parent, marker);
}

/** The path of a built program below `dist/apps`. Throws if it is not built. */
export function builtProgram(...path: string[]): string {
  const file = join(WORKSPACE, 'dist', 'apps', ...path);
  if (!existsSync(file)) throw new Error(`${file} does not exist: run \`npm run build\` first`);
  return file;
}
