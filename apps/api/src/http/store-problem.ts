/** Maps errors of the store that a caller can react to. Every other error is internal (problem.filter.ts). */
import { isDatabaseUnavailable, isTimeout } from '../store/sql/errors';
import { EventsGoneError } from '../store/stream/event.repository';
import { BadCursorError } from '../store/sql/order';
import { RangeTooLongError } from '../store/usage/bounded-range';
import type { Problem } from '@livekit-dashboard/contracts';
import { problemOf } from './problem';

/** Null for any other error. */
export function storeProblem(error: unknown): Problem | null {
  if (error instanceof BadCursorError || error instanceof RangeTooLongError) {
    return problemOf(400, 'The request has fields that are not valid.', {
      errors: [{ field: error.field, message: error.message }],
    });
  }
  if (error instanceof EventsGoneError) return problemOf(410, error.message, { floor: error.floor });
  // First, since PostgreSQL reports a timed out statement in the class of those that an operator ended.
  if (isTimeout(error)) return problemOf(503, 'This took too long. Request less, for example a shorter range.');
  if (isDatabaseUnavailable(error)) return problemOf(503, 'The database does not respond. Try again.');
  return null;
}
