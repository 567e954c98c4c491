import { together } from '../sql/together';
import type { Sql } from '../sql/connection';

/** Batches of other replicas go first; a lock that takes longer belongs to a writer that hangs. Below readiness's deadline of 2 s. */
const LOCK_MS = 1_500;

/** 128 KiB of rows too small to be compressed or moved aside: pages that the disk must have room for. */
const ROOM = "SELECT repeat('x', 1900) AS filler FROM generate_series(1, 64)";

/**
 * A write without an effect: is there room, is the database writable, is the head's lock to be had? The table is private to its
 * transaction, unlogged, and removed by the rollback with its file; its name is the connection's, so that probes do not wait for each other.
 */
export async function probeWrites(sql: Sql): Promise<void> {
  const [backend] = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await together([
    sql.query('BEGIN'),
    sql.query(`SET LOCAL lock_timeout = ${LOCK_MS}`),
    sql.query(`CREATE UNLOGGED TABLE write_probe_${backend?.pid ?? 0} AS ${ROOM}`),
    sql.query('SELECT 1 FROM stream_head WHERE id = 1 FOR UPDATE'),
    sql.query('ROLLBACK'),
  ]);
}
