import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** PostgreSQL's code of an error; empty if it has none. */
export function sqlState(error: unknown): string {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const code = cause instanceof DatabaseError ? cause.code : undefined;
  return code ?? '';
}

/** SQLSTATE classes of values that cannot be stored: data exception, constraint violation, program limit. */
const DATA_CLASSES = new Set(['22', '23', '54']);

/**
 * Whether the same events would fail again on every retry, because of a value or of a bug. Any other error (the
 * database is unavailable, slow, full, shutting down, a deadlock) may pass, and is answered so that LiveKit retries.
 */
export function isPermanentError(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true;
  return DATA_CLASSES.has(sqlState(error).slice(0, 2));
}

/**
 * SQLSTATE classes of temporary errors: connection, resources, object not in the required state, operator intervention.
 */
const AWAY_CLASSES = new Set(['08', '53', '55', '57']);

/** Whether the database could not be reached or did not answer: the same query may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof Error)) return false;
  const { code } = cause as { code?: unknown };
  if (typeof code !== 'string') return /timeout|connection terminated/i.test(cause.message);
  return AWAY_CLASSES.has(code.slice(0, 2)) || /^E(CONN|TIMEDOUT|PIPE|HOST|NET)/.test(code);
}

/** Whether a statement was cancelled because it took too long. */
export const isTimeout = (error: unknown): boolean => sqlState(error) === '57014';

/** Whether a concurrent transaction committed first: serialization failure, or a duplicate key. */
export const isConflict = (error: unknown): boolean => ['40001', '23505'].includes(sqlState(error));
