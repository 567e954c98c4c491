/**
 * Whether the database's clock may be trusted. A clock that jumps (a machine without NTP, a suspended one, an
 * administrator) would make everything silent for hours at once. So nothing is inferred from it until it has been
 * steady for some time; webhooks are stored as usual.
 */
import { Injectable } from '@nestjs/common';
import { ReconcileRepository } from '../store/reconcile/reconcile.repository';
import { ReconcileTimes } from './reconcile-times';

/** More than the drift of a slow clock between two readings. */
const JUMP_MS = 5_000;

export interface Reading {
  /** ms since 1970. */
  readonly nowMs: number;
  readonly steady: boolean;
}

/** Compares a clock with a monotonic one. Pure except for its state. */
export class JumpDetector {
  private offsetMs: number | null = null;
  private jumpedAtMs = -Infinity;

  constructor(private readonly steadyMs: number) {}

  /** `monotonicMs`: when the clock was read, by the monotonic clock. `uncertainMs`: how long the reading took. */
  observe(nowMs: number, monotonicMs: number, uncertainMs = 0): boolean {
    const offsetMs = nowMs - monotonicMs;
    if (this.offsetMs !== null && Math.abs(offsetMs - this.offsetMs) > JUMP_MS + uncertainMs) {
      this.jumpedAtMs = monotonicMs;
    }
    this.offsetMs = offsetMs;
    return monotonicMs - this.jumpedAtMs >= this.steadyMs;
  }
}

@Injectable()
export class SteadyClock {
  private readonly detector: JumpDetector;

  constructor(
    private readonly states: ReconcileRepository,
    times: ReconcileTimes,
  ) {
    this.detector = new JumpDetector(times.steadyMs);
  }

  /** Rejects while the database is unavailable. */
  async read(): Promise<Reading> {
    const beforeMs = performance.now();
    const nowMs = await this.states.nowMs();
    const afterMs = performance.now();
    return { nowMs, steady: this.detector.observe(nowMs, afterMs, afterMs - beforeMs) };
  }
}
