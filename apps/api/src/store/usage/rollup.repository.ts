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
  /** `slow`: a busy day can take longer than the query limit of webhooks. */
  constructor(
    private readonly dataSource: DataSource,
    @Inject(SLOW_DATA_SOURCE) private readonly slow: DataSource,
    private readonly rates: RateRepository,
  ) {}

  /** Starts of UTC days that are over and whose rollup is not fresh, the latest first. */
  due(nowMs: number, limit: number): Promise<number[]> {
    return dueDays(this.dataSource, nowMs, limit);
  }

  async enter(days: readonly number[]): Promise<void> {
    if (days.length > 0) await enterDays(this.dataSource, days);
  }

  /** Rejects if the day was meanwhile marked (it is then due again) or rolled up by another replica. */
  async roll(dayMs: number): Promise<void> {
    await rollDay(this.slow, dayMs, async (manager) => incrementPeriods(await this.rates.plans(manager)));
  }

  /** Starts of UTC months that have more fresh days than their sums cover, the latest first. */
  dueMonths(nowMs: number): Promise<number[]> {
    return dueMonths(this.dataSource.manager, nowMs);
  }

  /** Rejects if another replica or an erasure works on it. */
  async sumMonthUp(monthMs: number): Promise<void> {
    await sumMonthUp(this.slow, monthMs);
  }
}
