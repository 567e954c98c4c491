import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dueDays } from './freshness';
import { incrementPeriods } from './increments';
import { enterDays, rollDay } from './rollup-day';
import { dueMonths, sumMonthUp } from './rollup-month';
import { RateRepository } from './rate.repository';
import { SLOW_DATA_SOURCE } from '../stream/slow-reader';

/** Days and months of usage, rolled up. */
@Injectable()
export class RollupRepository {
  /** `slow`: a busy day may take longer than what webhooks wait for. */
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SLOW_DATA_SOURCE) private readonly slow: DataSource,
    private readonly rates: RateRepository,
  ) {}

  /** Starts of UTC days that are over and whose rollup does not hold, the latest first. */
  due(nowMs: number, limit: number): Promise<number[]> {
    return dueDays(this.dataSource, nowMs, limit);
  }

  async enter(days: readonly number[]): Promise<void> {
    if (days.length > 0) await enterDays(this.dataSource, days);
  }

  /** Rejects if the day was marked, or rolled up by another replica, meanwhile: it is due again, or no longer. */
  async roll(dayMs: number): Promise<void> {
    await rollDay(this.slow, dayMs, async (manager) => incrementPeriods(await this.rates.plans(manager)));
  }

  /** Starts of UTC months of which more can be summed up than is, the latest first. */
  dueMonths(nowMs: number): Promise<number[]> {
    return dueMonths(this.dataSource.manager, nowMs);
  }

  /** Rejects if another replica was at it, or an erasure. */
  async sumMonthUp(monthMs: number): Promise<void> {
    await sumMonthUp(this.slow, monthMs);
  }
}
