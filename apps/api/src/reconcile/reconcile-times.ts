import { Injectable } from '@nestjs/common';

/** The intervals and limits of reconcile, in ms. Tests replace them. */
@Injectable()
export class ReconcileTimes {
  /** How often it is checked whether a server is due. */
  readonly tickMs: number = 5_000;
  readonly intervalMs: number = 3 * 60_000;
  /**
   * A server with open sessions that sent nothing for this long is queried once. An object of which a webhook was
   * received within this is not ended by a listing, and a listing without any such object is not believed.
   */
  readonly quietMs: number = 60_000;
  /** Two listings that end an object are at least this far apart. */
  readonly apartMs: number = 30_000;
  /**
   * The same for listings that contain none of the rooms that webhooks report, without an error or another listing in
   * between.
   */
  readonly vanishedMs: number = 90_000;
  /** A listing without an object counts for this long as the first of the two. */
  readonly staleMs: number = 10 * 60_000;
  /** After the clock jumped nothing is inferred from it until it has been steady for this long. */
  readonly steadyMs: number = 2 * 60_000;
  /** After a failure it is tried again after this, then after twice that, up to the interval. */
  readonly retryMs: number = 2_000;
  /** One request. */
  readonly requestMs: number = 10_000;
  /** After this no further rooms are queried for their participants; the next pass begins with others. */
  readonly askingMs: number = 45_000;
  /** Limit of one pass: all requests, and storing their findings. */
  readonly passMs: number = 120_000;
  readonly leaseMs: number = 20_000;
  /** How often it is checked which sessions were silent for too long. */
  readonly silenceMs: number = 60_000;
}
