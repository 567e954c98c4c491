import { ProblemException } from '../http/problem';
import { isDatabaseAway, isTooLong } from '../store/faults';
import { EventsGoneError } from '../store/repositories/event.repository';
import { BadCursorError } from '../store/repositories/order';

/** With the database away the caller is told so, and may try again. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isTooLong(error))
      throw new ProblemException(503, 'This took too long. Please ask for less, a shorter range perhaps.');
    if (isDatabaseAway(error)) throw new ProblemException(503, 'The database does not answer. Please try again.');
    throw error;
  }
}

/** A list or page of the contract: what the store read, and the time here. What the caller got wrong becomes a problem. */
export async function answer<T extends object>(read: () => Promise<T>): Promise<T & { readonly serverTime: string }> {
  return { ...(await asked(read)), serverTime: new Date().toISOString() };
}

/** What the store read; what the caller got wrong becomes a problem. */
export async function asked<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await orUnavailable(read);
  } catch (error) {
    if (error instanceof BadCursorError) {
      throw new ProblemException(400, 'The request has fields that are not valid.', {
        errors: [{ field: error.field, message: error.message }],
      });
    }
    if (error instanceof EventsGoneError) throw new ProblemException(410, error.message, { floor: error.floor });
    throw error;
  }
}
