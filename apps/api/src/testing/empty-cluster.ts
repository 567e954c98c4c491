/**
 * An empty PGlite cluster as a tar file, which is created once per version of PGlite and kept in `dist/test`. Creating
 * a cluster takes PGlite two to three seconds, loading one a third of a second.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { WORKSPACE } from '@livekit-dashboard/harness';

const require = createRequire(import.meta.url);

let made: Promise<Blob> | null = null;

/** What `PGlite.create` takes as `loadDataDir`. */
export const emptyCluster = (): Promise<Blob> => (made ??= load());

async function load(): Promise<Blob> {
  const program = require.resolve('@electric-sql/pglite');
  const { version } = JSON.parse(await readFile(join(dirname(program), '..', 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const file = join(WORKSPACE, 'dist', 'test', `pglite-${version}.tar`);
  return new Blob([await readFile(file).catch(() => make(file))]);
}

/** Suites may do this at the same time: a rename replaces the whole file, and each writes the same. */
async function make(file: string): Promise<Buffer> {
  const db = await PGlite.create();
  const cluster = Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer());
  await db.close();
  const part = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(part, cluster);
  await rename(part, file);
  return cluster;
}
