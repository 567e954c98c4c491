/**
 * Two processes on one PGlite folder destroy it, so the folder has one owner: a lock file with the owner's pid and start time
 * (pids come back, start times do not). A lock whose owner is gone (`kill -9`) is taken over.
 */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const lockFile = z.object({ pid: z.int(), startedAt: z.string().nullable() });
type Owner = z.infer<typeof lockFile>;

export class DataDirLockedError extends Error {
  constructor(dataDir: string, pid: number) {
    super(
      `DATA_DIR ${dataDir} is in use by process ${pid}. Stop it, or choose another DATA_DIR (or set DATABASE_URL).`,
    );
  }
}

/** Takes the folder, making it if need be; resolves to what gives it back. Throws `DataDirLockedError`. */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'dashboard.lock');
  const me: Owner = { pid: process.pid, startedAt: await startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(JSON.stringify(me));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await readOwner(path);
    if (owner && owner.pid !== process.pid && (await isAlive(owner))) throw new DataDirLockedError(dataDir, owner.pid);
    await rm(path, { force: true });
  }
  throw new Error(`cannot lock ${path}`);
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return lockFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null; // half-written by a process that died: nobody's
  }
}

async function isAlive({ pid, startedAt }: Owner): Promise<boolean> {
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
