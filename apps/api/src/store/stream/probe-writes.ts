import { together } from '../sql/together';
import type { SqlClient } from '../sql/client';

/**
 * Batches of other replicas may come first; a longer wait for the lock means that a writer hangs. Below readiness's
 * deadline of 2 s.
 */
const LOCK_MS = 1_500;

/** 128 KiB in rows too small for compression or TOAST, so that the disk must have room for the pages. */
const ROOM = "SELECT repeat('x', 1900) AS filler FROM generate_series(1, 64)";

/**
 * A write without an effect, which proves that the disk has room, the database is writable and the head's lock is
 * available. The table is private to its transaction, unlogged, and removed by the rollback with its file; its name is
 * the connection's, so that probes do not wait for each other.
 */
export async function probeWrites(client: SqlClient): Promise<void> {
  const [backend] = await client.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
  await together([
    client.query('BEGIN'),
    client.query(`SET LOCAL lock_timeout = ${LOCK_MS}`),
    client.query(`CREATE UNLOGGED TABLE write_probe_${backend?.pid ?? 0} AS ${ROOM}`),
    client.query('SELECT 1 FROM stream_head WHERE id = 1 FOR UPDATE'),
    client.query('ROLLBACK'),
  ]);
}
