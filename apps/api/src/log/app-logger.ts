/**
 * The log of the process: readable lines, or one JSON object per line in production. Invariants: text from outside
 * cannot break a line or color a terminal; warnings and errors are rate limited; only terminals get color codes; every
 * line of both forms contains the text `[Context] message`, so that one search finds it.
 */
import { ConsoleLogger, type ConsoleLoggerOptions } from '@nestjs/common';
import { LogBudget } from './log-budget';
import { MAX_LINE, safeLine } from './safe-text';

const PROBLEMS_PER_SECOND = 50;

/**
 * Nest's report of each module and route: sixty lines at every start, useful only when something does not start. Nest's
 * errors at start are dropped too, since the caller that starts the application prints them.
 */
const FRAMEWORK: ReadonlySet<unknown> = new Set([
  'ExceptionHandler',
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
  'NestApplication',
]);

export class AppLogger extends ConsoleLogger {
  private readonly budget = new LogBudget(PROBLEMS_PER_SECOND);
  private leftOut = 0;
  private reporting: NodeJS.Timeout | null = null;

  /** `colors`: only for an interactive terminal. */
  constructor(options: Required<Pick<ConsoleLoggerOptions, 'json' | 'logLevels' | 'colors'>>) {
    super({ ...options });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (FRAMEWORK.has(rest.at(-1))) super.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  override warn(message: unknown, ...rest: unknown[]): void {
    if (this.isWithinBudget()) super.warn(message, ...rest);
  }

  override error(message: unknown, ...rest: unknown[]): void {
    if (FRAMEWORK.has(rest.at(-1))) super.debug(message, ...rest);
    else if (this.isWithinBudget()) super.error(message, ...rest);
  }

  protected override stringifyMessage(
    message: unknown,
    logLevel: Parameters<ConsoleLogger['setLogLevels']>[0][number],
  ) {
    return super.stringifyMessage(typeof message === 'string' ? safeLine(message) : message, logLevel);
  }

  protected override getJsonLogObject(...[message, options]: Parameters<ConsoleLogger['getJsonLogObject']>) {
    if (typeof message !== 'string') return super.getJsonLogObject(message, options);
    const text = options.context === '' ? message : `[${options.context}] ${message}`;
    return super.getJsonLogObject(text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}…` : text, options);
  }

  /** A stack begins with the error's message, which may quote anything. */
  protected override printStackTrace(stack: string): void {
    if (!stack) return;
    const [head = '', ...frames] = stack.split(/\n(?= {4}at )/);
    super.printStackTrace([head, ...frames.map((frame) => frame.split('\n', 1)[0] ?? '')].map(safeLine).join('\n'));
  }

  /**
   * An error that repeats a thousand times a second fills the disk, and the first fifty lines contain all information.
   */
  private isWithinBudget(): boolean {
    if (this.budget.allows(Date.now())) return true;
    this.leftOut += 1;
    this.reporting ??= setTimeout(() => {
      super.warn(`${this.leftOut} more warnings and errors were left out: over ${PROBLEMS_PER_SECOND} a second`, 'Log');
      [this.leftOut, this.reporting] = [0, null];
    }, 1000).unref();
    return false;
  }
}
