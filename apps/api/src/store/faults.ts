import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** PostgreSQL's code of an error; empty if it has none. */
export function sqlState(error: unknown): string {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const code = cause instanceof DatabaseError ? cause.code : undefined;
  return code ?? '';
}

/** SQLSTATE classes that say "this value cannot be stored": data exception, constraint, program limit. */
const DATA_CLASSES = new Set(['22', '23', '54']);

/**
 * True if the same events would fail again for ever: a fault of ours, in a value or in code. Anything else (the database away,
 * slow, full, shutting down, a deadlock) may pass, and is answered so that LiveKit tries again.
 */
export function isPermanentFault(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true;
  return DATA_CLASSES.has(sqlState(error).slice(0, 2));
}

/** SQLSTATE classes that say "not now": connection, resources, in the wrong state, ended by an operator. */
const AWAY_CLASSES = new Set(['08', '53', '55', '57']);

/** True if the database could not be reached or did not answer: the same query may do in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof Error)) return false;
  const { code } = cause as { code?: unknown };
  if (typeof code !== 'string') return /timeout|connection terminated/i.test(cause.message);
  return AWAY_CLASSES.has(code.slice(0, 2)) || /^E(CONN|TIMEDOUT|PIPE|HOST|NET)/.test(code);
}

/** True if a statement was given up because it took too long. */
export const isTooLong = (error: unknown): boolean => sqlState(error) === '57014';

/** True if another transaction came first: serialization failure, or the same key. */
export const isConflict = (error: unknown): boolean => ['40001', '23505'].includes(sqlState(error));
