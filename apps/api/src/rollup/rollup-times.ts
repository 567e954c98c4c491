import { Injectable } from '@nestjs/common';
import type { Pace } from '../recurring/rest';

/** The intervals and sizes of rollups, in ms where they are times. Tests replace them. */
@Injectable()
export class RollupTimes implements Pace {
  /** How often the service checks what is due. */
  readonly tickMs: number = 30_000;
  /** The minimum pause after each day or month. */
  readonly pauseMs: number = 20;
  readonly restFactor: number = 1;
  /** After this many days the service checks again what is due. */
  readonly daysAtOnce: number = 40;
}
