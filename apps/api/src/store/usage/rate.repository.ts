import type { Rates } from '@livekit-dashboard/contracts';
import {
  haveSameIncrements,
  dayStartMs,
  RatePlans,
  rateChanges,
  type SavedRates,
  withPlan,
  DAY_MS,
} from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NOW_MS } from '../sql/now';
import { clientOf } from '../sql/client';

import { markFrom } from './freshness';
import { lockHead } from '../database/lock-head';
import { named, run } from '../sql/sql';

/** All rate plans that were ever saved. */
@Injectable()
export class RateRepository {
  constructor(private readonly dataSource: DataSource) {}

  async plans(manager: EntityManager = this.dataSource.manager): Promise<RatePlans> {
    return new RatePlans((await this.saved(manager)).map(({ rates }) => rates));
  }

  /** In the order in which they were saved. */
  saved(manager: EntityManager = this.dataSource.manager): Promise<SavedRates[]> {
    return manager.query('SELECT id, saved_ms AS "savedMs", saved_by AS "savedBy", rates FROM rate_plan ORDER BY id');
  }

  /**
   * A plan that is already in force is not saved again. The head's lock orders it with ingest and with the start of
   * rollups: each of them either uses these rates or is marked by them.
   */
  async save(rates: Rates, savedBy: string | null): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await lockHead(await clientOf(manager));
      const plans = await this.plans(manager);
      if (rateChanges(plans.on(rates.effectiveFrom), rates).length === 0) return;
      await run(
        manager,
        named(`INSERT INTO rate_plan (saved_ms, saved_by, rates) VALUES (${NOW_MS}, :savedBy, :rates)`, {
          savedBy,
          rates: JSON.stringify(rates),
        }),
      );
      if (haveSameIncrements(plans, withPlan(plans, rates), rates.effectiveFrom)) return;
      await markFrom(manager, dayStartMs(rates.effectiveFrom) - DAY_MS);
    });
  }
}
