/**
 * Circular imports among source files, type-only imports included. ESLint's `import-x/no-cycle` skips `import type`: such a circle
 * does no harm at run time, but it means that a type lives in the wrong file and neither file can be read or moved alone.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** The source file that `specifier` in `file` names by a relative path or an alias of ours; null for a package. */
function resolveImport(file, specifier, aliases) {
  const path = specifier.startsWith('.') ? resolve(dirname(file), specifier) : aliases[specifier];
  if (path === undefined) return null;
  return [path, `${path}.ts`, join(path, 'index.ts')].find((one) => one.endsWith('.ts') && existsSync(one)) ?? null;
}

/** Each file with the files it imports or re-exports from. `aliases`: specifier to path. */
export function importGraph(files, aliases = {}) {
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
      const targets = importedFiles.map(({ fileName }) => resolveImport(file, fileName, aliases));
      return [file, new Set(targets.filter((target) => target !== null))];
    }),
  );
}

/** The circles of a graph: its strongly connected components of several files, and files that import themselves (Tarjan). */
export function circles(graph) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const visit = (file) => {
    order.set(file, order.size);
    low.set(file, order.get(file));
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) !== order.get(file)) return;
    const component = stack.splice(stack.indexOf(file));
    if (component.length > 1 || graph.get(file)?.has(file)) found.push(component.sort());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}
