/**
 * Starts a run when one is due, and continues interrupted erasures. Lifecycle: checks from the application's start to
 * its shutdown, which ends a run after its current step. Nothing waits for it, and failures are retried.
 */
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Recurring } from '../recurring/recurring';
import { ErasureService } from './erasure.service';
import { RetentionRun } from './retention-run';
import { RetentionTimes } from './retention-times';

@Injectable()
export class RetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Retention');
  private readonly recurring = new Recurring(
    (signal) => this.run(signal),
    (error) => this.logger.warn(`Cannot check for expired data: ${String(error)}`),
  );

  constructor(
    private readonly retention: RetentionRun,
    private readonly erasures: ErasureService,
    private readonly times: RetentionTimes,
  ) {}

  onApplicationBootstrap(): void {
    this.recurring.start(this.times.tickMs, false);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }

  private async run(signal: AbortSignal): Promise<void> {
    const nowMs = Date.now();
    const ran = await this.retention.run(nowMs, nowMs - this.times.intervalMs, signal);
    if (ran) await this.erasures.resume();
  }
}
