/**
 * Migrates the schema and determines the epoch, before anything else reads or writes. Replicas that start together take
 * turns under an advisory lock; the embedded database has one process, and has no such locks.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { StartError } from '../../config/start-error';
import { withoutTimeLimit } from './data-source';

/** Any number, the same in every release. */
const LOCK_KEY = 7_241_985_301;

type Work = (dataSource: DataSource) => Promise<void>;

export interface MigrationOptions {
  /** Identifies the copy of the embedded database's files. Default: unknown. */
  readonly copy?: string;
  /** Further work under the same lock, once the schema is migrated. Default: none. */
  readonly afterwards?: Work;
  /** Receives what an upgrade of an existing database does and how long it takes. Default: nothing is logged. */
  readonly logger?: { log(message: string): void };
}

/** `shared`: other processes may be migrating the same database, so this one takes its turn. */
export async function migrate(dataSource: DataSource, shared: boolean, options: MigrationOptions = {}): Promise<void> {
  const patient = await withoutTimeLimit(dataSource).initialize();
  try {
    const work = async (): Promise<void> => {
      await bringUp(patient, options);
      await options.afterwards?.(patient);
    };
    if (shared) await inTurn(patient, work);
    else await work();
  } finally {
    await patient.destroy();
  }
}

async function bringUp(dataSource: DataSource, { copy = '', logger }: MigrationOptions): Promise<void> {
  const applied = await appliedMigrations(dataSource);
  refuseNewer(dataSource, applied);
  // A new database needs no report: it is empty, and its schema is there at once.
  await upgrade(dataSource, applied.length === 0 ? undefined : logger, dataSource.migrations.length - applied.length);
  await settleEpoch(dataSource, copy);
}

async function upgrade(dataSource: DataSource, logger: MigrationOptions['logger'], pending: number): Promise<void> {
  if (pending === 0) return;
  const what = pending === 1 ? '1 migration' : `${pending} migrations`;
  logger?.log(`Upgrading the database: ${what}. Webhooks are accepted when it is done.`);
  const startMs = performance.now();
  await runMigrations(dataSource);
  logger?.log(`Upgraded the database in ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
}

/**
 * Shorter than PostgreSQL's `deadlock_timeout` (1 s), after which it cancels one of the transactions that wait for each
 * other.
 */
const LOCK_TIMEOUT_MS = 500;
const BETWEEN_ATTEMPTS_MS = 100;
const ATTEMPTS = 200;

/**
 * All of them in one transaction, which locks every table before it changes the first. If it locked them one after
 * another, it could deadlock with replicas of the earlier release, which lock tables in another order.
 */
async function runMigrations(dataSource: DataSource): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const runner = dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      await lockTables(runner);
      await new MigrationExecutor(dataSource, runner).executePendingMigrations();
      await runner.commitTransaction();
      return;
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined); // a lost connection has rolled back
      if (!isLockTimeout(error)) throw error;
      if (attempt === ATTEMPTS) {
        throw new StartError(
          'The database cannot be upgraded: other programs keep its tables locked. Stop them (other replicas, backups), then start again.',
        );
      }
    } finally {
      await runner.release();
    }
    await pause(BETWEEN_ATTEMPTS_MS);
  }
}

/**
 * Writers take the head's lock before any other, so none of them is in the middle of a transaction once this has it.
 */
async function lockTables(runner: QueryRunner): Promise<void> {
  const tables = (await runner.query(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`,
  )) as { name: string }[];
  if (tables.length === 0) return;
  await runner.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  if (tables.some(({ name }) => name === 'stream_head')) await runner.query('SELECT 1 FROM stream_head FOR UPDATE');
  await runner.query(`LOCK TABLE ${tables.map(({ name }) => name).join(', ')} IN ACCESS EXCLUSIVE MODE`);
  await runner.query('SET LOCAL lock_timeout = 0');
}

const isLockTimeout = (error: unknown): boolean => (error as { code?: unknown }).code === '55P03';

async function appliedMigrations(dataSource: DataSource): Promise<string[]> {
  const [found] = await dataSource.query<{ found: boolean }[]>(`SELECT to_regclass('migration') IS NOT NULL AS found`);
  if (!found?.found) return [];
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migration ORDER BY id');
  return rows.map(({ name }) => name);
}

/** An older release would read and write tables that it does not know. */
function refuseNewer(dataSource: DataSource, applied: readonly string[]): void {
  const known = new Set(dataSource.migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new StartError(
    `The database was last used by a newer release: this one does not know its migration ${unknown.at(-1)}. ` +
      'Start that release or a newer one, or restore a backup that was made before the upgrade.',
  );
}

async function inTurn(dataSource: DataSource, work: () => Promise<void>): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    await work();
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined); // a lost connection has released it
    await lock.release();
  }
}

/**
 * The epoch is valid only where it was made. In another cluster, another database, another copy of the table (a
 * restored dump) or of the embedded database's files, and in an emptied table, a new one is made, and clients start
 * again from a snapshot.
 */
async function settleEpoch(dataSource: DataSource, copy: string): Promise<void> {
  await dataSource.query(
    `WITH here AS (
      SELECT (SELECT system_identifier FROM pg_control_system())::text
        || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
        || '/' || 'stream_head'::regclass::oid || $1 AS identity
    )
    INSERT INTO stream_head (id, epoch, database_identity, stream_offset)
    SELECT 1, gen_random_uuid(), here.identity, coalesce((SELECT max(stream_offset) FROM event), 0) FROM here
    ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, database_identity = excluded.database_identity
    WHERE stream_head.database_identity <> excluded.database_identity`,
    [copy === '' ? '' : `/${copy}`],
  );
}
