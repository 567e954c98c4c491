import type { RatePreview, Rates } from '@livekit-dashboard/contracts';
import {
  compareCosts,
  costOf,
  cutAlike,
  dayStartMs,
  insteadFrom,
  nextMonthStart,
  type RatePlans,
} from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config/config';
import { dayUsage } from '../usage/day-usage';
import { gridPeriods } from '../usage/grid-periods';
import { heldDays } from '../usage/usage-book';
import { EVERYTHING } from '../usage/usage-filter';
import { RateRepository } from './rate.repository';
import { readSlowly } from './read-slowly';

/** What rates would make of a month. Reads of one moment; nothing is saved. */
@Injectable()
export class RatePreviewRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
    private readonly rates: RateRepository,
  ) {}

  /** `month`: YYYY-MM. */
  preview(rates: Rates, month: string, nowMs: number, signal: AbortSignal): Promise<Omit<RatePreview, 'serverTime'>> {
    const from = `${month}-01`;
    const range = { from, to: nextMonthStart(from), nowMs };
    const patience = { signal, cancellable: this.config.databaseUrl !== null };
    return readSlowly(this.dataSource, patience, async (manager, asOf) => {
      const saved = await this.rates.plans(manager);
      const edited = insteadFrom(saved, from, rates);
      const held = await heldDays(manager, dayStartMs(range.from), dayStartMs(range.to));
      const used = (plans: RatePlans, heldDays: readonly number[]) =>
        dayUsage(manager, from, range.to, { filter: EVERYTHING, grids: gridPeriods(plans), nowMs, heldDays });
      const usage = await used(saved, held);
      // Rollups are cut as the saved rates say: where these cut otherwise, all is counted from the rows.
      const editedUsage = cutAlike(saved, edited, from, range.to) ? usage : await used(edited, []);
      const compared = compareCosts(
        costOf({ ...range, plans: saved, usage }),
        costOf({ ...range, plans: edited, usage: editedUsage }),
      );
      return { month, ...compared, ...asOf };
    });
  }
}
