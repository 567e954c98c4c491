import { resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config/config';
import { createDataSource, morePatient } from './data-source';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { migrate } from './migrate';
import { renameServers } from './rename-servers';

/**
 * Analytics, exports and rollups: the server cancels a statement before the client gives up. Lists and details of a
 * long history may be as slow.
 */
export const SLOW_STATEMENT_MS = 60_000;
const SLOW = { queryMs: SLOW_STATEMENT_MS + 5_000, connectMs: 30_000 };

interface PoolSizes {
  /**
   * Webhooks. There is one write transaction at a time; the other connections are for quarantine and for the readiness
   * probe.
   */
  readonly ingest: number;
  /** Sockets, the feed's gaps, reconcile, retention, settings. */
  readonly main: number;
  readonly pages: number;
  readonly slow: number;
}

/**
 * 17 connections at most, and two more during migrations. Connections open when they are needed and close after 10 s
 * without use.
 */
const POSTGRES_POOLS: PoolSizes = { ingest: 3, main: 6, pages: 4, slow: 4 };
/** One backend serves all of them in turn, a transaction at a time, so a webhook waits for at most so many. */
const EMBEDDED_POOLS: PoolSizes = { ingest: 2, main: 3, pages: 1, slow: 1 };

/**
 * At the start feed, rollups, tenants and retention all read at once: on a busy machine the last of them waits for its
 * turn longer than for a server that answers. This database cannot be away, so it is no error to wait.
 */
const EMBEDDED = { connectMs: 30_000 };

/** Separate pools over one database, so that none of them takes a connection from another. */
export interface OpenDatabase {
  readonly ingest: DataSource;
  readonly dataSource: DataSource;
  /** For lists and details. */
  readonly pages: DataSource;
  /** For what may take long. */
  readonly slow: DataSource;
  readonly close: () => Promise<void>;
}

interface Says {
  log(message: string): void;
  warn(message: string): void;
}

/**
 * Connects to DATABASE_URL, or starts the embedded database, and migrates it. A database that is not up yet is waited
 * for.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'> & Partial<Pick<Config, 'servers'>>,
  logger: Says,
): Promise<OpenDatabase> {
  const rename = (dataSource: DataSource): Promise<void> => renameServers(dataSource, config.servers ?? [], logger);
  if (config.databaseUrl !== null) {
    const dataSource = createDataSource(config.databaseUrl, POSTGRES_POOLS.main, true);
    await connectPatiently(dataSource, logger);
    await migrate(dataSource, true, { afterwards: rename, logger });
    return openPools(dataSource, POSTGRES_POOLS);
  }
  const embedded = await startEmbeddedPostgres(config.dataDir);
  logger.log(`Embedded PostgreSQL in ${resolve(config.dataDir)}`);
  try {
    const alike = createDataSource(embedded.url, EMBEDDED_POOLS.main);
    const dataSource = await morePatient(alike, { poolSize: EMBEDDED_POOLS.main, ...EMBEDDED }).initialize();
    await migrate(dataSource, false, { copy: embedded.copy, afterwards: rename, logger });
    return await openPools(dataSource, EMBEDDED_POOLS, embedded);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** `embedded`: the database server inside this process, which ends with it. */
async function openPools(dataSource: DataSource, sizes: PoolSizes, embedded?: EmbeddedPostgres): Promise<OpenDatabase> {
  const [ingest, pages, slow] = await Promise.all([
    morePatient(dataSource, { poolSize: sizes.ingest }).initialize(),
    morePatient(dataSource, { poolSize: sizes.pages, ...SLOW }).initialize(),
    morePatient(dataSource, { poolSize: sizes.slow, ...SLOW }).initialize(),
  ]);
  const close = async (): Promise<void> => {
    for (const pool of [slow, pages, ingest, dataSource]) await pool.destroy();
    await embedded?.stop();
  };
  return { ingest, dataSource, pages, slow, close };
}

const ATTEMPTS = 30;
const BETWEEN_ATTEMPTS_MS = 1_000;

/**
 * In a compose file everything starts at once, and PostgreSQL needs a moment. A wrong password or name fails at once.
 */
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
