/**
 * Rolls days up, those that are over and those that a late event marked, so that months are read and not counted. Nothing waits for
 * it: a day whose rollup does not hold is counted from its rows by whoever asks.
 *
 * Lifecycle: from the application's start to its shutdown, which waits for the day it is at. Replicas do not agree on who works: two
 * that roll the same day at once end in one conflict, and one rollup.
 */
import { setTimeout as pause } from 'node:timers/promises';
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
    const days = await this.rollups.due(Date.now(), this.times.daysAtOnce);
    await this.rollups.enter(days);
    for (const day of days) {
      if (signal.aborted) return;
      await this.roll(day, signal);
    }
  }

  private async roll(dayMs: number, signal: AbortSignal): Promise<void> {
    const stop = metrics.seconds.startTimer();
    await this.rollups.roll(dayMs).catch((error: unknown) => {
      if (!isConflict(error)) throw error; // it is looked at again
    });
    const tookMs = stop() * 1000;
    await pause(Math.max(this.times.pauseMs, tookMs), undefined, { signal }).catch(() => undefined);
  }
}
