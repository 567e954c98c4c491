/**
 * Recomputes the tenants of stored participants when `TENANT_KEY` has changed. Lifecycle: from the application's start
 * until all are done, or until the shutdown, which waits for the current batch.
 */
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Recurring } from '../recurring/recurring';
import { TenantRepository } from '../store/usage/tenant.repository';
import { RollupTimes } from './rollup-times';

@Injectable()
export class TenantService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Tenants');
  private readonly recurring = new Recurring(
    (signal) => this.work(signal),
    (error) => this.logger.warn(`Cannot read the tenants of participants again: ${String(error)}`),
  );

  constructor(
    private readonly tenants: TenantRepository,
    private readonly times: RollupTimes,
  ) {}

  onApplicationBootstrap(): void {
    this.recurring.start(this.times.tickMs, true);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.recurring.stop();
  }

  private async work(signal: AbortSignal): Promise<void> {
    if (!(await this.tenants.isDue())) return;
    const changed = await this.tenants.readAgain(signal);
    if (changed > 0) this.logger.log(`TENANT_KEY has changed: ${changed} participants have another tenant`);
  }
}
