/**
 * Two processes on one PGlite folder destroy it, so the folder has one owner: the process with a lock on a file in it.
 * The kernel releases that lock when the process ends, in whatever way. The lock is SQLite's, since Node contains
 * SQLite but no file locks: an exclusive transaction on an empty database. It works the same on Linux, macOS and
 * Windows, holds between containers that share a volume, whatever pids they see, and over NFS where that has locks.
 *
 * A pid in a file cannot do this: it means nothing in another container, and a stale file cannot be replaced without a
 * race. `dashboard.lock` names the owner to people, and keeps out earlier releases, which relied on it.
 */
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StartError } from '../../config/start-error';

/** `host`: missing in files of releases that had no other lock. */
const ownerFile = z.object({ pid: z.int(), startedAt: z.string().nullable(), host: z.string().optional() });
type Owner = z.infer<typeof ownerFile>;

class DataDirLockedError extends StartError {
  constructor(dataDir: string, owner: Owner | null) {
    const who = owner
      ? `process ${owner.pid}${owner.host === undefined || owner.host === hostname() ? '' : ` on ${owner.host}`}`
      : 'another process';
    super(`DATA_DIR ${dataDir} is in use by ${who}. Stop it, or choose another DATA_DIR (or set DATABASE_URL).`);
  }
}

/** Open databases: the garbage collector would release the lock of one that nothing refers to. */
const held = new Set<DatabaseSync>();

/**
 * Locks the folder, which is created (readable by its owner alone) if it is missing; resolves to the function that
 * releases it. Throws `DataDirLockedError`.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  // Where the folder is another user's (a mounted volume) this fails; what is secret in it has modes of its own.
  await chmod(dataDir, 0o700).catch(() => undefined);
  const named = join(dataDir, 'dashboard.lock');
  const lock = takeLock(join(dataDir, 'dashboard.lock.db'));
  const owner = await readOwner(named);
  if (lock === null) throw new DataDirLockedError(dataDir, owner);
  const unlock = (): void => {
    held.delete(lock);
    lock.close();
  };
  if (owner && owner.host === undefined && (await isAlive(owner))) {
    unlock();
    throw new DataDirLockedError(dataDir, owner);
  }
  const me: Owner = { pid: process.pid, startedAt: await startOf(process.pid), host: hostname() };
  await writeFile(named, JSON.stringify(me));
  return async () => {
    await rm(named, { force: true });
    unlock();
  };
}

const SQLITE_BUSY = 5;
/** Processes that start at the same time may each see the others' attempts; they try again, and one succeeds. */
const TRY_FOR_MS = 20;

/** Null: another process has it. */
function takeLock(path: string): DatabaseSync | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: TRY_FOR_MS });
    database.exec('BEGIN EXCLUSIVE');
    held.add(database);
    return database;
  } catch (error) {
    database?.close();
    if ((error as { errcode?: unknown }).errcode === SQLITE_BUSY) return null;
    throw cannotLock(path, error);
  }
}

const cannotLock = (path: string, error: unknown): StartError =>
  new StartError(
    `${path} cannot be locked (${error instanceof Error ? error.message : String(error)}). Make DATA_DIR writable for this user, on a file system with file locks, or choose another DATA_DIR.`,
    { cause: error },
  );

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return ownerFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null; // missing, or half-written by a process that died
  }
}

async function isAlive({ pid, startedAt }: Owner): Promise<boolean> {
  if (pid === process.pid) return false; // of an earlier container, whose only process had this pid too
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = await startOf(pid);
  return startedAt === null || now === null || now === startedAt;
}

/** The process's start in clock ticks since boot; null where there is no /proc. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the command name before it, in parentheses, may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
