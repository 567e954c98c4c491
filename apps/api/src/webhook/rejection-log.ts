import { Injectable } from '@nestjs/common';
import type { Rejection } from './rejection';

export interface LoggedRejection extends Rejection {
  readonly at: number;
}

const KEPT = 100;

/** The last rejections of this process, for whoever looks for what is wrong with a connection. Bounded, in memory, no secrets. */
@Injectable()
export class RejectionLog {
  #entries: LoggedRejection[] = [];

  add(rejection: Rejection, at: number): void {
    this.#entries.push({ ...rejection, at });
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** Newest first. */
  latest(): readonly LoggedRejection[] {
    return this.#entries.toReversed();
  }
}
