/**
 * An error at start that an operator can fix. Its message says in one or two sentences what is wrong and what to do. It
 * is printed without a stack, and the process exits with 1.
 */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}
