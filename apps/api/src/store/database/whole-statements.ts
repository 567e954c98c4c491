/**
 * Keeps the statements of PGlite's connections apart. Behind its socket server all of them share one backend with one
 * unnamed statement, and messages of all are taken in turn: between one connection's Parse and Bind another's Parse may
 * come, so that the first would execute the second's statement with its own values. Inside a transaction the server
 * stays with one connection; this makes it stay from a statement's first message to its Sync too.
 */
import type { PGlite } from '@electric-sql/pglite';

const SYNC = 'S'.charCodeAt(0);
/** Parse, Bind, Describe, Execute, Close, Flush. */
const OF_A_STATEMENT = new Set(Buffer.from('PBDECH'));

/** Call it before the server is created. */
export function keepStatementsWhole(db: PGlite): void {
  let open = false;
  const isInTransaction = db.isInTransaction.bind(db);
  const execute = db.execProtocolRawStream.bind(db);
  db.isInTransaction = () => open || isInTransaction();
  db.execProtocolRawStream = async (message, options) => {
    await execute(message, options);
    const kind = message[0] ?? 0;
    if (OF_A_STATEMENT.has(kind)) open = true;
    else if (kind === SYNC) open = false;
  };
}
