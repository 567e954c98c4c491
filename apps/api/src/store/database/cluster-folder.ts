/**
 * Whether a folder is a whole database cluster. PostgreSQL makes a new, empty cluster in any folder without
 * `PG_VERSION`, which after an incomplete restore would hide the data that is there. An interrupted first start leaves
 * the same state, so a file next to the folder marks a first start while it runs.
 */
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError } from '../../config/start-error';

/** The embedded database is not usable as it is; the message says what to do. */
export class EmbeddedDatabaseError extends StartError {
  override readonly name = 'EmbeddedDatabaseError';

  constructor(folder: string, problem: string, options?: ErrorOptions) {
    super(
      `The embedded database in ${folder} ${problem}. Restore the whole DATA_DIR from a backup, or choose another DATA_DIR to begin with an empty one.`,
      options,
    );
  }
}

/** The major version of PostgreSQL that PGlite is. */
const VERSION = '18';

const markOf = (folder: string): string => join(dirname(folder), 'first-start');

/**
 * True if there is a cluster, false if one has to be created: there is none, or the first start was interrupted. Throws
 * `EmbeddedDatabaseError`.
 */
export async function checkCluster(folder: string): Promise<boolean> {
  const files = await readdir(folder).catch(ifMissing([]));
  if (files.length === 0) return false;
  if (await exists(markOf(folder))) {
    // Nothing was ever stored in it: the api listens after its first start.
    await rm(folder, { recursive: true, force: true });
    return false;
  }
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(ifMissing(null));
  if (version === null) throw new EmbeddedDatabaseError(folder, 'is incomplete (PG_VERSION is missing)');
  if (version.trim() !== VERSION)
    throw new EmbeddedDatabaseError(folder, `is of PostgreSQL ${version.trim().slice(0, 20)}, not ${VERSION}`);
  return true;
}

/** Marks that a cluster is being created; resolves to the function that removes the mark. */
export async function firstStart(folder: string): Promise<() => Promise<void>> {
  const mark = await open(markOf(folder), 'w');
  await mark.sync();
  await mark.close();
  return () => rm(markOf(folder), { force: true });
}

const exists = (path: string): Promise<boolean> =>
  open(path).then(async (file) => {
    await file.close();
    return true;
  }, ifMissing(false));

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return value;
    throw error;
  };
}
