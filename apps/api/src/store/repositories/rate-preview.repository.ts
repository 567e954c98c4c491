import type { RatePreview, Rates } from '@livekit-dashboard/contracts';
import { compareCosts, costOf, cutAlike, dayStartMs, insteadFrom, nextMonthStart } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { countingOf } from '../usage/counting';
import { dayUsage } from '../usage/day-usage';
import { gridPeriods } from '../usage/grid-periods';
import { RateRepository } from './rate.repository';
import { SlowReader } from './slow-reader';

/** What rates would make of a month. Reads of one moment; nothing is saved. */
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
      const edited = insteadFrom(saved, from, rates);
      const span = [dayStartMs(range.from), dayStartMs(range.to)] as const;
      const counting = await countingOf(manager, saved, span, nowMs);
      const usage = await dayUsage(manager, from, range.to, counting);
      // Rollups are cut as the saved rates say: where these cut otherwise, all is counted from the rows.
      const anew = { ...counting, grids: gridPeriods(edited), heldDays: [] };
      const alike = cutAlike(saved, edited, from, range.to);
      const editedUsage = alike ? usage : await dayUsage(manager, from, range.to, anew);
      const compared = compareCosts(
        costOf({ ...range, plans: saved, usage }),
        costOf({ ...range, plans: edited, usage: editedUsage }),
      );
      return { month, ...compared, ...asOf };
    });
  }
}
