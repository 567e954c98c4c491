/**
 * PostgreSQL inside this process: PGlite behind its socket server on loopback, so that the ordinary `pg` driver, dialect and
 * migrations serve both databases. It is one backend: an open transaction holds up every other query, so nothing may await a
 * second connection inside one. Lifecycle: `stop` after the last query, then the folder is free.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { lockDataDir } from './data-dir-lock';
import { keepStatementsWhole } from './whole-statements';

export interface EmbeddedPostgres {
  readonly url: string;
  /** Which copy of the folder it is: one that was copied back is another. */
  readonly copy: string;
  readonly stop: () => Promise<void>;
}

export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const unlock = await lockDataDir(dataDir);
  try {
    const folder = join(dataDir, 'pglite');
    const db = await PGlite.create(folder);
    const copy = await copyOf(folder);
    keepStatementsWhole(db);
    const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 20 });
    await server.start();
    return {
      url: `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`,
      copy,
      stop: async () => {
        await server.stop();
        await db.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** When a file was made that is never written again: whoever copies it makes it anew, and no copy can take that time along. */
async function copyOf(folder: string): Promise<string> {
  const { ctimeNs } = await stat(join(folder, 'PG_VERSION'), { bigint: true });
  return String(ctimeNs);
}
