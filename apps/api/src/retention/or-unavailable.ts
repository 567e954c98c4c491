import { ProblemException } from '../http/problem';
import { isDatabaseAway } from '../store/faults';

/** With the database away the caller is told so, and may try again. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isDatabaseAway(error)) throw new ProblemException(503, 'The database does not answer. Please try again.');
    throw error;
  }
}
