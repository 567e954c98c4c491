/**
 * pg's client with promises and time limits of our own. Where pg makes the promise or keeps the time limit, a query and a closure
 * reference each other, and V8 frees them and the rows only in a full collection: minor collections then take 10 ms instead of one, and
 * an export of a million rows takes 150 MB more (`npm run bench:history -- --part export`).
 */
import { Client, type ClientConfig, type QueryResult } from 'pg';

export interface PatientConfig extends ClientConfig {
  /** How long a query may take, in ms; 0: as long as it does. */
  readonly queryMs?: number;
}

type Answered = (error: Error | null, result: QueryResult) => void;

export class PatientClient extends Client {
  private readonly queryMs: number;

  constructor(config: PatientConfig) {
    super(config);
    this.queryMs = config.queryMs ?? 0;
  }

  /**
   * Rejects with PostgreSQL's error. A query that is not answered in time rejects and ends the connection: those behind it would wait
   * for it. pg's own ways (callbacks, query objects) have no time limit.
   */
  override query(text: unknown, values?: unknown, callback?: unknown): never {
    const asks = super.query.bind(this) as (...all: readonly unknown[]) => unknown;
    const isPlain =
      [values, callback].every((one) => typeof one !== 'function') &&
      typeof (text as { submit?: unknown }).submit !== 'function';
    const asked = isPlain ? this.promised((answered) => asks(text, values, answered)) : asks(text, values, callback);
    return asked as never; // pg declares fifteen forms
  }

  private promised(ask: (answered: Answered) => void): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      const tooLong = (): void => {
        reject(new Error('Query read timeout'));
        this.connection.stream.destroy();
      };
      const timer = this.queryMs > 0 ? setTimeout(tooLong, this.queryMs) : undefined;
      ask((error, result) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
}
