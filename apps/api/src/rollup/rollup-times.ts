import { Injectable } from '@nestjs/common';

/** The intervals and sizes of rollups, in ms where they are times. Tests replace them. */
@Injectable()
export class RollupTimes {
  /** How often the service checks what is due. */
  readonly tickMs: number = 30_000;
  /** The minimum pause after each day or month; it is at least as long as the work took. */
  readonly pauseMs: number = 20;
  /** After this many days the service checks again what is due. */
  readonly daysAtOnce: number = 40;
}
