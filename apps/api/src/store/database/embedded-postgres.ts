/**
 * PostgreSQL inside this process: PGlite behind its socket server, so that the ordinary `pg` driver, dialect and migrations serve both
 * databases. It requires no password, so it listens on a Unix socket in a folder that only this user can enter (on Windows, which
 * has none for `pg`, on a loopback port). It is one backend: an open transaction holds up every other query, so nothing may await a
 * second connection inside one. Lifecycle: `stop` after the last query, then the folder is free.
 */
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { checkCluster, EmbeddedDatabaseError, firstStart } from './cluster-folder';
import { lockDataDir } from './data-dir-lock';
import { privateSocket } from './private-socket';
import { keepStatementsWhole } from './whole-statements';

export interface EmbeddedPostgres {
  readonly url: string;
  /** Which copy of the folder it is: one that was copied back is another. */
  readonly copy: string;
  readonly stop: () => Promise<void>;
}

const MAX_CONNECTIONS = 20;

/** Throws `DataDirLockedError` and `EmbeddedDatabaseError`. */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const unlock = await lockDataDir(dataDir);
  try {
    const db = await openCluster(join(dataDir, 'pglite'));
    const copy = await copyOf(join(dataDir, 'pglite'));
    keepStatementsWhole(db);
    const { url, close } = await listen(db, dataDir);
    return {
      url,
      copy,
      stop: async () => {
        await close();
        await db.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openCluster(folder: string): Promise<PGlite> {
  const isThere = await checkCluster(folder);
  try {
    const whole = isThere ? null : await firstStart(folder);
    const db = await PGlite.create(folder);
    await chmod(folder, 0o700);
    await whole?.();
    return db;
  } catch (error) {
    if (isOfSystem(error)) throw error; // a full disk, say
    throw new EmbeddedDatabaseError(folder, `cannot be opened (${firstLine(error)})`, { cause: error });
  }
}

const isOfSystem = (error: unknown): boolean => /^E[A-Z]+$/.test(String((error as { code?: unknown } | null)?.code));

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1).join().trim();

interface Listening {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function listen(db: PGlite, dataDir: string): Promise<Listening> {
  if (process.platform === 'win32') {
    const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: MAX_CONNECTIONS });
    await server.start();
    return {
      url: `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`,
      close: () => server.stop(),
    };
  }
  const { folder, path, remove } = await privateSocket(dataDir);
  const server = new PGLiteSocketServer({ db, path, maxConnections: MAX_CONNECTIONS });
  await server.start();
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}&sslmode=disable`,
    close: async () => {
      await server.stop();
      await remove();
    },
  };
}

/** The time when a file was made that is never written again. A copy of the folder has a new file, and so another time. */
async function copyOf(folder: string): Promise<string> {
  const { ctimeNs } = await stat(join(folder, 'PG_VERSION'), { bigint: true });
  return String(ctimeNs);
}
