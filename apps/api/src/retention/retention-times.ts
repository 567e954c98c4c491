import { Injectable } from '@nestjs/common';

/** How often is deleted, how much at a time, and how long things may take, in ms. Tests put others in its place. */
@Injectable()
export class RetentionTimes {
  /** How often it is looked whether a run is due. */
  readonly tickMs: number = 60_000;
  readonly intervalMs: number = 10 * 60_000;
  readonly leaseMs: number = 30_000;
  /** After each step at least this long, and as many times as long as the step took, others have the database to themselves. */
  readonly pauseMs: number = 20;
  readonly restFactor: number = 3;
  /** Of one step. */
  readonly events: number = 500;
  readonly sessions: { readonly sessions: number; readonly rows: number } = { sessions: 50, rows: 500 };

  /** How long to rest after a step that took so long. */
  restMs(tookMs: number): number {
    return Math.max(this.pauseMs, this.restFactor * tookMs);
  }
}
