/**
 * How every Node program of the workspace is bundled: our own source (the app and the libs it imports through the aliases
 * of tsconfig.base.json) into one ES module, every package left outside. Decorator metadata follows the app's tsconfig.
 * Invariant: what is neither a path nor listed in INSIDE is a package or a built-in of Node, and external.
 */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { root } from './installation.mjs';

export { root };

/** Bundled besides files: our libs, and the helpers that rolldown's own transform calls. */
const INSIDE = ['@livekit-dashboard/', '@oxc-project/runtime/', '\0'];
const isPackage = (id) => !id.startsWith('.') && !isAbsolute(id) && !INSIDE.some((prefix) => id.startsWith(prefix));

/** The tsconfig of the project that holds `file`. */
export function tsconfigOf(file) {
  for (let folder = dirname(file); folder.startsWith(root); folder = dirname(folder)) {
    const candidate = join(folder, 'tsconfig.json');
    if (existsSync(candidate)) return candidate;
  }
  return join(root, 'tsconfig.base.json');
}

/** A rolldown configuration: `entry` (from the root) is bundled into the folder `outDir` under its own name. */
export function nodeBundle({ entry, outDir }) {
  const input = join(root, entry);
  return {
    input,
    platform: 'node',
    external: isPackage,
    tsconfig: tsconfigOf(input),
    // Names are what Nest's errors and TypeORM's entities show.
    output: { dir: join(root, outDir), format: 'esm', sourcemap: true, entryFileNames: '[name].js', keepNames: true },
  };
}
