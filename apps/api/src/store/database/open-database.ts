import { resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config/config';
import { createDataSource, morePatient } from './data-source';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { migrate } from './migrate';

/** Ingest, gap reads and REST side by side; PGlite serves one at a time whatever the number. */
const POOL_SIZE = 10;
const EMBEDDED_POOL_SIZE = 4;

/**
 * Analytics, exports and rollups have connections of their own: however many are asked for, webhooks wait for none of them. The server
 * gives a statement up before the client does.
 */
export const SLOW_STATEMENT_MS = 60_000;
const SLOW = { poolSize: 4, queryMs: SLOW_STATEMENT_MS + 5_000, connectMs: 30_000 };

export interface OpenDatabase {
  readonly dataSource: DataSource;
  /** For what may take long. */
  readonly slow: DataSource;
  readonly close: () => Promise<void>;
}

interface Says {
  log(message: string): void;
  warn(message: string): void;
}

/** Connects to DATABASE_URL, or starts the embedded database, and migrates it. A database that is not up yet is waited for. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  logger: Says,
): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    const dataSource = createDataSource(config.databaseUrl, POOL_SIZE);
    await connectPatiently(dataSource, logger);
    await migrate(dataSource, true);
    const slow = await morePatient(dataSource, SLOW).initialize();
    return opened(dataSource, slow);
  }
  const embedded = await startEmbeddedPostgres(config.dataDir);
  logger.log(`Embedded PostgreSQL in ${resolve(config.dataDir)}`);
  const dataSource = createDataSource(embedded.url, EMBEDDED_POOL_SIZE);
  const slow = morePatient(dataSource, SLOW);
  try {
    await dataSource.initialize();
    await migrate(dataSource, false, embedded.copy);
    await slow.initialize();
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return opened(dataSource, slow, embedded);
}

/** `embedded`: the server that is this program's own, and ends with it. */
function opened(dataSource: DataSource, slow: DataSource, embedded?: EmbeddedPostgres): OpenDatabase {
  const close = async (): Promise<void> => {
    await slow.destroy();
    await dataSource.destroy();
    await embedded?.stop();
  };
  return { dataSource, slow, close };
}

const ATTEMPTS = 30;
const BETWEEN_ATTEMPTS_MS = 1_000;

/** In a compose file everything starts at once, and PostgreSQL needs a moment. A wrong password or name fails at once. */
async function connectPatiently(dataSource: DataSource, logger: Says): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      const refused = typeof code === 'string' && /^(28|3D)/.test(code);
      if (refused || attempt === ATTEMPTS) throw error;
      if (attempt === 1)
        logger.warn(`The database does not answer yet (${String(code ?? error)}); trying for ${ATTEMPTS} s`);
      await new Promise((done) => setTimeout(done, BETWEEN_ATTEMPTS_MS));
    }
  }
}
