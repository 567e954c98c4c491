import { Controller, Get, Header } from '@nestjs/common';
import { ProblemException } from '../http/problem';
import { Readiness, type ReadinessReport } from './readiness';

@Controller('api/health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Whether it can accept webhooks and answer queries; otherwise 503 with the names of the failed checks. */
  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    if (report.ready) return report;
    const failed = Object.keys(report.checks).filter((name) => report.checks[name] === 'failed');
    throw new ProblemException(503, `Not ready: ${failed.join(', ')}`, {
      errors: failed.map((field) => ({ field, message: 'failed' })),
    });
  }
}
