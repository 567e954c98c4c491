/**
 * Readiness: whether this process can do its work now. Each check really uses what it checks, with a timeout;
 * concurrent calls share one run. Lifecycle: once shutdown begins it is never ready again, so that load balancers stop
 * sending.
 */
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

/** Resolves if it works. The reason of a failure is logged, not returned to the caller. */
export type Check = () => Promise<unknown>;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
}

const DEADLINE_MS = 2_000;

@Injectable()
export class Readiness implements OnModuleDestroy {
  private readonly logger = new Logger('Health');
  private running: Promise<ReadinessReport> | null = null;
  private closing = false;

  constructor(
    private readonly checks: Readonly<Record<string, Check>>,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  report(): Promise<ReadinessReport> {
    if (this.closing) return Promise.resolve({ ready: false, checks: { shutdown: 'failed' } });
    this.running ??= this.run().finally(() => (this.running = null));
    return this.running;
  }

  onModuleDestroy(): void {
    this.closing = true;
  }

  private async run(): Promise<ReadinessReport> {
    const results = await Promise.all(
      Object.entries(this.checks).map(async ([name, check]) => [name, await this.passes(name, check)] as const),
    );
    return {
      ready: results.every(([, passed]) => passed),
      checks: Object.fromEntries(results.map(([name, passed]) => [name, passed ? 'ok' : 'failed'])),
    };
  }

  private async passes(name: string, check: Check): Promise<boolean> {
    const deadline = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => deadline.reject(new Error(`no response within ${this.deadlineMs} ms`)),
      this.deadlineMs,
    );
    try {
      await Promise.race([check(), deadline.promise]);
      return true;
    } catch (error) {
      this.logger.warn(`Not ready: ${name}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
