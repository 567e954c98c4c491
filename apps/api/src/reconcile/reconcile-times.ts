import { Injectable } from '@nestjs/common';

/** When LiveKit is asked, and how long anything may take, in ms. Tests put shorter ones in its place. */
@Injectable()
export class ReconcileTimes {
  /** How often it is checked whether a server is due. */
  readonly tickMs: number = 5_000;
  readonly intervalMs: number = 3 * 60_000;
  /**
   * A server with something open that sent nothing for this long is asked, once. Nothing of which a webhook was received within this
   * is ended by a listing, and one that lacks all of it is not believed.
   */
  readonly quietMs: number = 60_000;
  /** Two listings that lack something are at least this far apart when they end it. */
  readonly apartMs: number = 30_000;
  /** The same of listings that name no room at all of those that webhooks report, without an error or another listing between. */
  readonly vanishedMs: number = 90_000;
  /** A listing that lacked something counts for this long as the first of the two. */
  readonly staleMs: number = 10 * 60_000;
  /** After the clock jumped nothing is inferred from it until it has been steady for this long. */
  readonly steadyMs: number = 2 * 60_000;
  /** After a failure it is tried again after this, then after twice that, up to the interval. */
  readonly retryMs: number = 2_000;
  /** One request. */
  readonly requestMs: number = 10_000;
  /** After this no more rooms are asked who is in them; the next time begins with other ones. */
  readonly askingMs: number = 45_000;
  /** All requests of one time, and storing what they found. */
  readonly passMs: number = 120_000;
  readonly leaseMs: number = 20_000;
  /** How often it is checked which sessions were silent for too long. */
  readonly silenceMs: number = 60_000;
}
