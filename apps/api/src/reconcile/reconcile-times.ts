import { Injectable } from '@nestjs/common';

/** When LiveKit is asked, and how long anything may take, in ms. Tests put shorter ones in its place. */
@Injectable()
export class ReconcileTimes {
  /** How often it is looked whether a server is due. */
  readonly tickMs: number = 5_000;
  readonly intervalMs: number = 3 * 60_000;
  /** A server with something open that sent nothing for this long is asked, once. */
  readonly quietMs: number = 60_000;
  /** After a failure it is tried again after this, then after twice that, up to the interval. */
  readonly retryMs: number = 2_000;
  /** One request. */
  readonly requestMs: number = 10_000;
  /** After this no more rooms are asked who is in them; the next time begins with other ones. */
  readonly askingMs: number = 45_000;
  /** All requests of one time, and storing what they told. */
  readonly passMs: number = 120_000;
  readonly leaseMs: number = 20_000;
  /** How often it is looked for sessions that were silent for too long. */
  readonly silenceMs: number = 60_000;
}
