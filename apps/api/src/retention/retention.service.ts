/**
 * Starts a run when one is due, and goes on with erasures that were cut short. Lifecycle: looks from the application's start to its shutdown, which ends a run after the step it is
 * at. Nothing waits for it, and what fails is tried again.
 */
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ErasureService } from './erasure.service';
import { RetentionRun } from './retention-run';
import { RetentionTimes } from './retention-times';

@Injectable()
export class RetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Retention');
  private readonly closing = new AbortController();
  private running: Promise<unknown> | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly retention: RetentionRun,
    private readonly erasures: ErasureService,
    private readonly times: RetentionTimes,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), this.times.tickMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.closing.abort();
    await this.running;
  }

  private tick(): void {
    const nowMs = Date.now();
    this.running ??= this.retention
      .run(nowMs, nowMs - this.times.intervalMs, this.closing.signal)
      .then((ran) => (ran ? this.erasures.resume() : undefined))
      .catch((error: unknown) => this.logger.warn(`Cannot look what is to be deleted: ${String(error)}`))
      .finally(() => (this.running = null));
  }
}
