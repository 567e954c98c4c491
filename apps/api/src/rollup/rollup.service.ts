/**
 * Rolls days up, those that are over and those that a late event marked, and sums up months of such days, so that years are read and
 * not counted. Nothing waits for it: a day whose rollup does not hold is counted from its rows by whoever asks.
 *
 * Lifecycle: from the application's start to its shutdown, which waits for what it is at. Replicas do not agree on who works: two
 * that roll the same up at once end in one conflict, and one rollup.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { dayOf } from '@livekit-dashboard/domain';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Recurring } from '../recurring/recurring';
import { isConflict } from '../store/faults';
import { RollupRepository } from '../store/repositories/rollup.repository';
import * as metrics from './rollup.metrics';
import { RollupTimes } from './rollup-times';

@Injectable()
export class RollupService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Rollup');
  private readonly recurring = new Recurring(
    (signal) => this.work(signal),
    (error) => this.logger.warn(`Cannot roll usage up: ${String(error)}`),
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

  /** Days that are due, until none is: the latest first, and what was marked meanwhile before what is older. */
  private async rollDays(signal: AbortSignal): Promise<void> {
    const failed = new Set<number>(); // they wait for the next time, and keep no other day from its turn
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

  /** False if it could not be. */
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
        if (isConflict(error)) return true; // it is looked at again
        this.logger.warn(`Cannot roll up ${dayOf(startMs).slice(0, what === 'day' ? 10 : 7)}: ${String(error)}`);
        return false;
      },
    );
    const tookMs = stop() * 1000;
    await pause(Math.max(this.times.pauseMs, tookMs), undefined, { signal }).catch(() => undefined);
    return done;
  }
}
