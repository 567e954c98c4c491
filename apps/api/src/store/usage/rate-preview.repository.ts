import type { RatePreview, Rates } from '@livekit-dashboard/contracts';
import {
  compareCosts,
  costOf,
  haveSameIncrements,
  dayStartMs,
  withPlanFrom,
  nextMonthStart,
} from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { type Counting, countingOf } from './counting';
import { dayUsage } from './day-usage';
import { incrementPeriods } from './increments';
import { RateRepository } from './rate.repository';
import { SlowReader } from '../stream/slow-reader';

/** What a month would cost under other rates. Read in one snapshot; nothing is saved. */
@Injectable()
export class RatePreviewRepository {
  constructor(
    private readonly slow: SlowReader,
    private readonly rates: RateRepository,
  ) {}

  /** `month`: YYYY-MM. */
  preview(rates: Rates, month: string, nowMs: number, signal: AbortSignal): Promise<Omit<RatePreview, 'serverTime'>> {
    const from = `${month}-01`;
    const range = { from, to: nextMonthStart(from), nowMs };
    return this.slow.read(signal, async (manager, asOf) => {
      const saved = await this.rates.plans(manager);
      const edited = withPlanFrom(saved, from, rates);
      const span = [dayStartMs(range.from), dayStartMs(range.to)] as const;
      const counting = await countingOf(manager, saved, span, nowMs);
      const usage = await dayUsage(manager, from, range.to, counting);
      // Rollups have the saved increments: where the edited ones differ, everything is counted from rows.
      const recount: Counting = { ...counting, increments: incrementPeriods(edited), freshDays: [] };
      const alike = haveSameIncrements(saved, edited, from, range.to);
      const editedUsage = alike ? usage : await dayUsage(manager, from, range.to, recount);
      const compared = compareCosts(
        costOf({ ...range, plans: saved, usage }),
        costOf({ ...range, plans: edited, usage: editedUsage }),
      );
      return { month, ...compared, ...asOf };
    });
  }
}
