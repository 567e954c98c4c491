import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { enterDays, rollDay } from '../usage/day-rollup';
import { gridPeriods } from '../usage/grid-periods';
import { dueDays } from '../usage/usage-book';
import { RateRepository } from './rate.repository';

/** Days of usage, rolled up. */
@Injectable()
export class RollupRepository {
  constructor(
    private readonly dataSource: DataSource,
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
    await rollDay(this.dataSource, dayMs, async (manager) => gridPeriods(await this.rates.plans(manager)));
  }
}
