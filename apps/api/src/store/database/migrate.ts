/**
 * Brings the schema up to date and settles the epoch, before anything else reads or writes. Replicas that start together take
 * turns under an advisory lock; the embedded database has one process and needs none (nor has it such locks).
 */
import type { DataSource } from 'typeorm';
import { withoutTimeLimit } from './data-source';

/** Any number, the same in every release. */
const LOCK_KEY = 7_241_985_301;

/** `copy`: which copy of its files this is, where that can be told. */
export async function migrate(dataSource: DataSource, shared: boolean, copy = ''): Promise<void> {
  const patient = await withoutTimeLimit(dataSource).initialize();
  try {
    if (shared) await inTurn(patient, () => bringUp(patient, copy));
    else await bringUp(patient, copy);
  } finally {
    await patient.destroy();
  }
}

async function bringUp(dataSource: DataSource, copy: string): Promise<void> {
  await dataSource.runMigrations();
  await settleEpoch(dataSource, copy);
}

async function inTurn(dataSource: DataSource, work: () => Promise<void>): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    await work();
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined); // a lost connection lost it too
    await lock.release();
  }
}

/**
 * The epoch is void where it was not made: in another cluster, another database or another copy of the table (a restored dump)
 * or of the embedded database's files. An emptied table has none. Either way a new one is made, and clients start over.
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
