import { type Retention, TOMBSTONE_DAYS } from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import { Controller, Get } from '@nestjs/common';
import { Config } from '../config/config';
import { RetentionRepository, type RetentionRun } from '../store/retention/retention.repository';

@Controller('api/v1/retention')
export class RetentionController {
  constructor(
    private readonly config: Config,
    private readonly store: RetentionRepository,
  ) {}

  @Get()
  async retention(): Promise<Retention> {
    const { floor, oldestEventMs, lastRun } = await this.store.status();
    return {
      eventsDays: this.config.retentionDays,
      sessionsDays: this.config.sessionRetentionDays,
      tombstoneDays: TOMBSTONE_DAYS,
      floor,
      oldestEventAt: instantOf(oldestEventMs),
      lastRun: lastRun && shown(lastRun),
    };
  }
}

const shown = ({
  startedMs,
  finishedMs,
  events,
  sessions,
  error,
}: RetentionRun): NonNullable<Retention['lastRun']> => ({
  startedAt: new Date(startedMs).toISOString(),
  finishedAt: instantOf(finishedMs),
  events,
  sessions,
  error,
});
