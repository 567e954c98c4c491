/** No circular import in the workspace, type-only ones included; and the check finds cycles. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../installation.mjs';
import { circles, importGraph } from './import-cycles.mjs';

function circlesOf(sources) {
  const folder = mkdtempSync(join(tmpdir(), 'import-cycles-'));
  try {
    for (const [name, code] of Object.entries(sources)) writeFileSync(join(folder, name), code);
    const files = Object.keys(sources).map((name) => join(folder, name));
    return circles(importGraph(files)).map((circle) => circle.map((file) => relative(folder, file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('import cycles', () => {
  it('finds a cycle with a type-only import', () => {
    const found = circlesOf({
      'a.ts': "import { b } from './b';\nexport type A = typeof b;\n",
      'b.ts': "import type { A } from './a';\nexport const b: A | null = null;\n",
      'c.ts': "import './a';\n",
    });
    expect(found).toEqual([['a.ts', 'b.ts']]);
  });

  it('finds a cycle of three through a re-export and an inline type', () => {
    const found = circlesOf({
      'a.ts': "export * from './b';\n",
      'b.ts': "import { type C } from './c';\nexport const b: C = 1;\n",
      'c.ts': "export type C = import('./a').C | 1;\n",
    });
    expect(found).toEqual([['a.ts', 'b.ts', 'c.ts']]);
  });

  it('allow files to share an import', () => {
    expect(circlesOf({ 'a.ts': "import './c';\n", 'b.ts': "import './a';\nimport './c';\n", 'c.ts': '' })).toEqual([]);
  });

  it('finds none in the workspace', () => {
    const { paths } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')).compilerOptions;
    const aliases = Object.fromEntries(Object.entries(paths).map(([name, [path]]) => [name, join(root, path)]));
    const files = globSync(['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'], { cwd: root }).map((file) => join(root, file));
    expect(files.length).toBeGreaterThan(500);
    expect(circles(importGraph(files, aliases)).map((circle) => circle.map((file) => relative(root, file)))).toEqual(
      [],
    );
  });
});
