import { Injectable } from '@nestjs/common';

/** When usage is rolled up, in ms. Tests put others in its place. */
@Injectable()
export class RollupTimes {
  /** How often it is looked what is due. */
  readonly tickMs: number = 30_000;
  /** After each day or month others have the database for as long as it took, and at least this long. */
  readonly pauseMs: number = 20;
  /** After so many it is looked again what is due. */
  readonly daysAtOnce: number = 40;
}
