/** A program of the api that does one thing and ends. An error that a person can correct is printed as one sentence. */
import { StartError } from '../config/start-error';
import { TargetNotEmptyError } from '../store/move/empty-target';

/** Used wrongly: said as it is. */
export class UsageError extends Error {}

/** Ends the process with what `work` resolves to, or 1. */
export async function runProgram(work: (args: readonly string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work(process.argv.slice(2));
  } catch (error) {
    console.error(isMendable(error) ? error.message : error);
    process.exitCode = 1;
  }
}

const MENDABLE = [StartError, TargetNotEmptyError, UsageError];

/** Errors of the system (no such file, connection refused) and of PostgreSQL have a code, and a message that says it. */
const isMendable = (error: unknown): error is Error =>
  error instanceof Error && (MENDABLE.some((kind) => error instanceof kind) || 'code' in error);

/** For a person to see what goes on, while what is printed belongs to the program's result. */
export const says = {
  log: (message: string): void => console.error(message),
  warn: (message: string): void => console.error(message),
};
