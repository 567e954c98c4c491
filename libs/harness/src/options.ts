/** An error of the caller of a program, printed without a stack. */
export class UsageError extends Error {}

/** Parses the option `--name` as a number above zero. */
export function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new UsageError(`--${name} must be a number above 0, not "${text}"`);
  return value;
}
