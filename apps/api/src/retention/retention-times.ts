import { Injectable } from '@nestjs/common';
import type { Pace } from '../recurring/rest';

/** The intervals and sizes of retention, in ms where they are times. Tests replace them. */
@Injectable()
export class RetentionTimes implements Pace {
  /** How often the service checks whether a run is due. */
  readonly tickMs: number = 60_000;
  readonly intervalMs: number = 10 * 60_000;
  readonly leaseMs: number = 30_000;
  /**
   * The minimum pause after each step. The pause is also a multiple of the time that the step took, so that other
   * queries get most of the database's time.
   */
  readonly pauseMs: number = 20;
  readonly restFactor: number = 3;
  /** Rows of one step. */
  readonly events: number = 500;
  readonly sessions: { readonly sessions: number; readonly rows: number } = { sessions: 50, rows: 500 };
}
