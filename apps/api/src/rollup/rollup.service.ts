/**
 * Rolls up days that are over and days that a late event made stale, and sums up months of fresh days, so that queries
 * over years read rollups instead of counting rows. Nothing waits for it: a query counts a stale day from its rows
 * (US10, US11).
 *
 * Lifecycle: from the application's start to its shutdown, which waits for the current day or month. Replicas do not
 * coordinate: if two roll up the same day at once, one of them ends in a conflict, and one rollup is stored.
 */
import { dayOf } from '@livekit-dashboard/domain';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Recurring } from '../recurring/recurring';
import { rest } from '../recurring/rest';
import { isConflict } from '../store/sql/errors';
import { RollupRepository } from '../store/usage/rollup.repository';
import * as metrics from './rollup.metrics';
import { RollupTimes } from './rollup-times';

@Injectable()
export class RollupService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Rollup');
  private readonly recurring = new Recurring(
    (signal) => this.work(signal),
    (error) => this.logger.warn(`Cannot roll up usage: ${String(error)}`),
  );

  constructor(
    private readonly rollups: RollupRepository,
    private readonly times: RollupTimes,
  ) {}

  onApplicationBootstrap(): void {
    this.recurring.start(this.times.tickMs, true);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }

  private async work(signal: AbortSignal): Promise<void> {
    await this.rollDays(signal);
    for (const month of await this.rollups.dueMonths(Date.now())) {
      if (signal.aborted) return;
      await this.tried('month', month, () => this.rollups.sumMonthUp(month), signal);
    }
  }

  /** Rolls up due days until none is left: the latest first, and days that became stale meanwhile before older ones. */
  private async rollDays(signal: AbortSignal): Promise<void> {
    const failed = new Set<number>(); // they are retried at the next check, and delay no other day
    for (;;) {
      const due = await this.rollups.due(Date.now(), this.times.daysAtOnce + failed.size);
      const days = due.filter((day) => !failed.has(day));
      if (days.length === 0) return;
      await this.rollups.enter(days);
      for (const day of days) {
        if (signal.aborted) return;
        if (!(await this.tried('day', day, () => this.rollups.roll(day), signal))) failed.add(day);
      }
    }
  }

  /** Returns false after a failure. */
  private async tried(
    what: 'day' | 'month',
    startMs: number,
    roll: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const stop = metrics.seconds.startTimer({ what });
    const done = await roll().then(
      () => true,
      (error: unknown) => {
        if (isConflict(error)) return true; // another replica was faster; it is checked again
        this.logger.warn(`Cannot roll up ${dayOf(startMs).slice(0, what === 'day' ? 10 : 7)}: ${String(error)}`);
        return false;
      },
    );
    const tookMs = stop() * 1000;
    await rest(tookMs, this.times, signal);
    return done;
  }
}
