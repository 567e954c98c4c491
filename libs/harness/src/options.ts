/** An error of the caller of a program, printed without a stack. */
export class UsageError extends Error {}

/** The number above zero that `--name` was given as text. */
export function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new UsageError(`--${name} must be a number above 0, not "${text}"`);
  return value;
}
