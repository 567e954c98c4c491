/** Which changes make a start rebuild. Real: files. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isFresh, stampAfterBuild } from './freshness.mjs';

describe('a build', () => {
  let root;
  const write = (file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const build = () => {
    const stamp = stampAfterBuild(root, ['api']);
    write('dist/apps/api/main.js', 'built');
    stamp();
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'livekit-dashboard-'));
    for (const file of ['apps/api/src/main.ts', 'apps/other/src/main.ts', 'libs/a/src/index.ts', 'package-lock.json'])
      write(file, 'one');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is stale before it is built, and fresh afterwards', () => {
    expect(isFresh(root, 'api')).toBe(false);
    build();
    expect(isFresh(root, 'api')).toBe(true);
    expect(isFresh(root, 'other')).toBe(false);
  });

  it.each([
    ['a source changes', () => write('apps/api/src/main.ts', 'two')],
    ['a source is added', () => write('apps/api/src/added.ts', 'two')],
    ['a source is removed', () => rmSync(join(root, 'apps/api/src/main.ts'))],
    ['a library changes', () => write('libs/a/src/index.ts', 'two')],
    ['the packages change', () => write('package-lock.json', 'two')],
    ['what is built is touched', () => write('dist/apps/api/main.js', 'other')],
    ['what is built is removed', () => rmSync(join(root, 'dist/apps'), { recursive: true })],
    ['the stamp is broken', () => write('dist/stamps/api.json', '{')],
    [
      'a source of the same size and time takes its place',
      () => {
        const file = join(root, 'apps/api/src/main.ts');
        const { atime, mtime } = statSync(file);
        rmSync(file);
        write('apps/api/src/main.ts', 'two');
        utimesSync(file, atime, mtime);
      },
    ],
  ])('is not fresh any more when %s', (_, change) => {
    build();
    change();
    expect(isFresh(root, 'api')).toBe(false);
  });

  it('stays fresh when something else changes', () => {
    build();
    write('apps/other/src/main.ts', 'two');
    write('libs/a/node_modules/b/index.js', 'two');
    cpSync(join(root, 'apps'), join(root, 'data'), { recursive: true });
    expect(isFresh(root, 'api')).toBe(true);
  });

  it('is stale if a source changed during the build', () => {
    const stamp = stampAfterBuild(root, ['api']);
    write('dist/apps/api/main.js', 'built');
    write('libs/a/src/index.ts', 'two');
    stamp();
    expect(isFresh(root, 'api')).toBe(false);
  });
});
