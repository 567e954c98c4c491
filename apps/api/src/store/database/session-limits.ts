/**
 * Settings of a session, mainly limits that PostgreSQL itself enforces. Our own limits end a query that hangs; these
 * end it if the client cannot: a frozen process, or a host that is gone without closing its connections, would
 * otherwise keep the head's lock (until TCP keepalive, two hours by default) while every other replica waits for it.
 * Set once a connection is open, not as startup options: poolers refuse those. Not for the embedded database, whose
 * connections share one backend.
 */
import type { ClientBase } from 'pg';
import { sqlState } from '../sql/errors';

/**
 * Shorter than the patience of a webhook (5 s), so that its transaction ends on the server before the client gives up.
 */
const LOCK_MS = 4_000;
/** Between two statements of a transaction this program never waits for anything but its own event loop. */
const IDLE_IN_TRANSACTION_MS = 5_000;
/** Migrations and moves hold transactions while they compute. */
const PATIENT_IDLE_MS = 60_000;
/** A statement is ended by the server before the client ends its connection. */
const EARLIER_MS = 1_000;

type Settings = Readonly<Record<string, number | string>>;

/** Settings for sessions whose queries may take `queryMs`; 0: as long as they need. */
const settingsOf = (queryMs: number): Settings => ({
  statement_timeout: queryMs === 0 ? 0 : Math.max(1, queryMs - EARLIER_MS),
  lock_timeout: queryMs === 0 ? 0 : LOCK_MS,
  idle_in_transaction_session_timeout: queryMs === 0 ? PATIENT_IDLE_MS : IDLE_IN_TRANSACTION_MS,
  // An unreachable peer: seconds of silence, then three probes.
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
});

/** Not every platform of the server has them. */
const WHERE_SUPPORTED: Settings = {
  // A peer that acknowledges nothing: the connection ends after this, in ms.
  tcp_user_timeout: 20_000,
  // A statement whose client has disconnected stops within this, in ms.
  client_connection_check_interval: 2_000,
  // Metadata and payloads of 0.9 MB are stored in half the time that the default (pglz) takes. Not every build has it.
  default_toast_compression: 'lz4',
};

/** Invalid value, unknown setting. */
const UNSUPPORTED = new Set(['22023', '42704']);

/**
 * Behind the socket of a PGlite all connections share one backend: a limit would end the transaction of another, or the
 * backend.
 */
function statementOf(settings: Settings): string {
  const values = Object.entries(settings).map(([name, value]) => `('${name}', '${value}')`);
  return `SELECT set_config(name, value, false) FROM (VALUES ${values.join(', ')}) AS setting (name, value)
    WHERE version() NOT LIKE '%PGlite%'`;
}

/** Limits a session that was just opened, in one round trip; in a few more if the server does not know a setting. */
export async function limitSession(client: Pick<ClientBase, 'query'>, queryMs: number): Promise<void> {
  const set = (settings: Settings) => client.query(statementOf(settings));
  try {
    await set({ ...settingsOf(queryMs), ...WHERE_SUPPORTED });
  } catch (error) {
    if (!UNSUPPORTED.has(sqlState(error))) throw error;
    await set(settingsOf(queryMs));
    for (const [name, value] of Object.entries(WHERE_SUPPORTED)) {
      await set({ [name]: value }).catch((refused: unknown) => {
        if (!UNSUPPORTED.has(sqlState(refused))) throw refused;
      });
    }
  }
}
