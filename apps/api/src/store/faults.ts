import { QueryFailedError } from 'typeorm';

/** SQLSTATE classes that say "this value cannot be stored": data exception, constraint, program limit. */
const DATA_CLASSES = new Set(['22', '23', '54']);

/**
 * True if the same events would fail again for ever: a fault of ours, in a value or in code. Anything else (the database away,
 * slow, full, shutting down, a deadlock) may pass, and is answered so that LiveKit tries again.
 */
export function isPermanentFault(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true;
  if (!(error instanceof QueryFailedError)) return false;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' && DATA_CLASSES.has(code.slice(0, 2));
}
